/** What of a credited deposit was sent back, and sending more of it back to where it came from. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { RefundsView, RefundView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useRead } from '../../records/useList';

const pathOf = (id: string) => `/api/desk/deposits/${encodeURIComponent(id)}/refunds`;
const TONES: Readonly<Record<RefundView['stage'], Tone>> = {
  asked: 'warn',
  sent: 'info',
  arrived: 'good',
  refused: 'bad',
  returned: 'bad',
};

/** Shown only for approved deposits, to whom may refund them. */
export function RefundsPanel({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const [asking, setAsking] = useState(false);
  const refunds = useQuery(useRead<RefundsView>(pathOf(request.id)));
  const found = refunds.data;
  if (!found || (!found.left && found.refunds.length === 0)) return null;
  return (
    <Panel title={t('refunds.title')}>
      <Stack gap="sm">
        {found.refunds.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('refunds.hint')}
          </Text>
        ) : null}
        {found.refunds.map((refund) => (
          <OneRefund key={refund.id} refund={refund} />
        ))}
        {found.left ? (
          <Group justify="flex-end">
            <Button variant="light" color="red" onClick={() => setAsking(true)}>
              {t('refunds.ask')}
            </Button>
          </Group>
        ) : null}
      </Stack>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('refunds.ask')}>
        {asking && found.left ? (
          <RefundForm id={request.id} left={found.left} onDone={() => setAsking(false)} />
        ) : null}
      </Modal>
    </Panel>
  );
}

function OneRefund({ refund }: { refund: RefundView }) {
  const { t } = useTranslation('desk-approvals');
  return (
    <FactList
      facts={[
        {
          label: t('refunds.sent_back'),
          value: (
            <Group gap="xs">
              <Amount value={refund.amount} />
              <Time at={refund.at} />
              <Chip tone={TONES[refund.stage]}>{t(`refunds.stages.${refund.stage}`)}</Chip>
            </Group>
          ),
        },
        { label: t('reason'), value: refund.reason },
        { label: t('refunds.by'), value: refund.by_name },
        ...(refund.failure
          ? [{ label: t('refunds.failure'), value: <bdi>{refund.failure}</bdi> }]
          : []),
      ]}
    />
  );
}

interface RefundFormProps {
  id: string;
  left: NonNullable<RefundsView['left']>;
  onDone: () => void;
}

function RefundForm({ id, left, onDone }: RefundFormProps) {
  const { t } = useTranslation('desk-approvals');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const schema = useMemo(
    () => z.object({ amount: required(common), reason: required(common) }),
    [common],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { amount: left.amount, reason: '' },
    send: ({ amount, reason }, idempotencyKey) =>
      api.post(pathOf(id), { amount, currency: left.currency, reason }, { idempotencyKey }),
    onSent: async () => {
      toastDone(t('refunds.asked'));
      await queries.invalidateQueries({ queryKey: ['desk'] });
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('refunds.what_happens')}</Text>
        <AmountInput
          label={t('refunds.amount')}
          currency={left.currency}
          max={left.amount}
          required
          {...form.getInputProps('amount')}
        />
        <Textarea
          label={t('reason')}
          withAsterisk
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('refunds.ask')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
