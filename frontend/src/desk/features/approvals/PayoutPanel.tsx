/** After a withdrawal was approved: what became of the payout, and giving the money back. */
import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useCan } from '../../session';
import { useFollowUp, useWithdrawal } from './requests';

export function PayoutPanel({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const can = useCan();
  const [refunding, setRefunding] = useState(false);
  const follow = useFollowUp(request.id);
  const { data } = useWithdrawal(request);
  if (request.type !== 'withdrawal' || request.status !== 'approved' || !data) return null;
  // Of what a provider pays it is the provider who says what became of it.
  const byStaff = data.progress === null;
  if (!byStaff && !can('refund_withdrawals')) return null;
  const mark = (status: 'success' | 'failed') =>
    follow.mutate({ payment_status: status }, { onSuccess: () => toastDone(t('payout.marked')) });
  const isPaid = request.payment_status === 'success';
  return (
    <Panel
      title={t(byStaff ? 'payout.title' : 'payout.refund')}
      aside={byStaff ? <StatusChip status={request.payment_status} /> : null}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(byStaff ? 'payout.hint' : 'payout.refund_offer')}
        </Text>
        <FormProblem problem={follow.error ? asApiError(follow.error) : null} />
        <Group gap="sm">
          {byStaff && can('decide_withdrawals') ? (
            <>
              <Button
                variant="default"
                disabled={isPaid}
                loading={follow.isPending}
                onClick={() => mark('success')}
              >
                {t('payout.paid')}
              </Button>
              <Button
                variant="default"
                disabled={isPaid || request.payment_status === 'failed'}
                loading={follow.isPending}
                onClick={() => mark('failed')}
              >
                {t('payout.failed')}
              </Button>
            </>
          ) : null}
          {can('refund_withdrawals') ? (
            <Button variant="light" color="red" onClick={() => setRefunding(true)}>
              {t('payout.refund')}
            </Button>
          ) : null}
        </Group>
      </Stack>
      <Modal
        opened={refunding}
        onClose={() => setRefunding(false)}
        title={t('payout.refund_title')}
      >
        {refunding ? (
          <RefundForm request={request} isPaid={isPaid} onDone={() => setRefunding(false)} />
        ) : null}
      </Modal>
    </Panel>
  );
}

interface RefundFormProps {
  request: ReviewedRequest;
  isPaid: boolean;
  onDone: () => void;
}

function RefundForm({ request, isPaid, onDone }: RefundFormProps) {
  const { t } = useTranslation(['desk-approvals', 'common']);
  const { t: common } = useTranslation('common');
  const follow = useFollowUp(request.id);
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '', override: false },
    send: ({ reason, override }) =>
      follow.mutateAsync({
        refund: true,
        reason,
        override,
        notify: { email: true, popup: true, language: null },
      }),
    onSent: () => {
      toastDone(t('payout.refunded'));
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('payout.refund_hint')}</Text>
        <Textarea
          label={t('reason')}
          description={t('reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        {isPaid ? (
          <Checkbox
            label={t('payout.override')}
            {...form.getInputProps('override', { type: 'checkbox' })}
          />
        ) : null}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common('actions.cancel')}
          </Button>
          <Button
            type="submit"
            color="red"
            loading={busy}
            disabled={isPaid && !form.values.override}
          >
            {t('payout.refund')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
