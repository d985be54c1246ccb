/** Agreeing to a claw-back, or waiving what of it is not taken yet. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useApi } from '@/shared/auth/context';
import type { Commission } from '@/shared/commissions/types';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useMoneyText } from '@/shared/money/Amount';
import type { Money } from '@/shared/money/money';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { COMMISSION_COUNTS } from '../../records/useCommissionCounts';

interface DialogProps {
  commission: Commission;
  verdict: 'approve' | 'waive';
  onClose: () => void;
}

export function ClawBackDialog(props: DialogProps) {
  const { t } = useTranslation('commissions');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t(`claw.${props.verdict}_title`)}>
      <Question {...props} />
    </Modal>
  );
}

const unsigned = ({ amount, currency }: Money): Money => ({
  amount: amount.replace(/^-/, ''),
  currency,
});

function Question({ commission, verdict, onClose }: DialogProps) {
  const { t } = useTranslation('commissions');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const text = useMoneyText();
  const { recipient_id: recipient, deal, kind, revision, moves } = commission;
  const { form, onSubmit, busy, problem } = useRequestForm<{ comment: string }, Commission>({
    schema: z.object({}),
    initialValues: { comment: '' },
    send: ({ comment }, idempotencyKey) =>
      api.post<Commission>(
        `/api/desk/clients/${recipient}/claw-backs/${encodeURIComponent(deal)}`,
        { kind, revision, currency: moves?.currency, verdict, comment: comment.trim() },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t(verdict === 'approve' ? 'claw.approved' : 'claw.waived'));
      void queries.invalidateQueries({ queryKey: ['desk', 'claw-backs'] });
      void queries.invalidateQueries({ queryKey: COMMISSION_COUNTS });
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">
          {t(`claw.${verdict}_hint`, { amount: moves ? text(unsigned(moves)) : '' })}
        </Text>
        <TextInput
          label={t('claw.reason')}
          description={t('claw.reason_hint')}
          required={verdict === 'waive'}
          maxLength={1000}
          data-autofocus
          {...form.getInputProps('comment')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(`claw.${verdict}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
