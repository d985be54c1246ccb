/** A request that staff make on behalf of a client: it goes its usual way, and others decide it. */
import { Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AskAccount } from './AskAccount';
import { AskDeposit } from './AskDeposit';
import { AskLeverage } from './AskLeverage';
import { AskSending } from './AskSending';
import { AskTransfer } from './AskTransfer';
import { AskWithdrawal } from './AskWithdrawal';
import type { AskedFor, AskProps } from './asking';

const FORMS: Record<AskedFor, (props: AskProps) => ReactNode> = {
  account: AskAccount,
  leverage: AskLeverage,
  deposit: AskDeposit,
  withdrawal: AskWithdrawal,
  transfer: AskTransfer,
  sending: AskSending,
};

export function AskDialog({ what, ...props }: AskProps & { what: AskedFor }) {
  const { t } = useTranslation('desk-asking');
  const Form = FORMS[what];
  return (
    <Modal opened onClose={props.onClose} title={t(`title.${what}`)} size="lg">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('hint', { name: props.client.name })}
        </Text>
        <Form {...props} />
      </Stack>
    </Modal>
  );
}
