/** Choosing where commissions of one currency go: the wallet, or an account that takes them. */
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Target, TargetAccount } from './types';

const WALLET = 'wallet';
const DRAWN_WHEN_OPEN = { keepMounted: false };
const SCHEMA = z.object({});

interface TargetDialogProps {
  target: Target;
  accounts: readonly TargetAccount[];
  send: (currency: string, accountId: string | null) => Promise<unknown>;
  onSent: () => void;
  onClose: () => void;
}

export function TargetDialog(props: TargetDialogProps) {
  const { t } = useTranslation('commissions');
  useFocusBack();
  const { currency } = props.target;
  return (
    <Modal opened onClose={props.onClose} title={t('onward.dialog_title', { currency })}>
      <TargetForm {...props} />
    </Modal>
  );
}

/** Those that could take commissions now: live, served, of the currency, with leave to be paid in to. */
const fits = (currency: string) => (one: TargetAccount) =>
  one.kind === 'live' && one.status === 'active' && one.flags.deposit && one.currency === currency;

function TargetForm({ target, accounts, send, onSent, onClose }: TargetDialogProps) {
  const { t } = useTranslation('commissions');
  const { t: common } = useTranslation('common');
  const { currency, account_id: before, login } = target;
  const fitting = accounts.filter(fits(currency));
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema: SCHEMA,
    initialValues: { account_id: before ?? WALLET },
    send: ({ account_id }) => send(currency, account_id === WALLET ? null : account_id),
    onSent: () => {
      toastDone(t('onward.saved'));
      onSent();
      onClose();
    },
  });
  const shown = fitting.map((one) => ({ id: one.id, login: one.login }));
  if (before && login !== null && !fitting.some(({ id }) => id === before)) {
    shown.push({ id: before, login });
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('onward.target')}
          description={fitting.length ? undefined : t('onward.no_account', { currency })}
          data={[
            { value: WALLET, label: t('onward.wallet') },
            ...shown.map((one) => ({
              value: one.id,
              label: t('onward.account', { login: `\u2068${one.login}\u2069` }),
            })),
          ]}
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          data-autofocus
          {...form.getInputProps('account_id')}
        />
        <Text size="sm">{t('onward.counts')}</Text>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={form.values.account_id === (before ?? WALLET)}
          >
            {t('onward.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
