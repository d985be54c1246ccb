/** One unmatched payment: what came, why it waits, and the two steps that settle it. */
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnmatchedView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Amount } from '@/shared/money/Amount';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';

interface SettleDialogProps {
  payment: UnmatchedView | null;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
}

export function SettleDialog({ payment, onClose, onChanged }: SettleDialogProps) {
  const { t } = useTranslation('desk-money');
  return (
    <Modal
      opened={payment !== null}
      onClose={onClose}
      title={t('unmatched.settle_title')}
      size="lg"
    >
      {payment ? (
        <Settling key={payment.id} payment={payment} onClose={onClose} onChanged={onChanged} />
      ) : null}
    </Modal>
  );
}

function Settling(props: { payment: UnmatchedView } & Omit<SettleDialogProps, 'payment'>) {
  const { payment, onClose, onChanged } = props;
  const { t } = useTranslation('desk-money');
  const api = useApi();
  const { busy, problem, attempt } = useAttempt();
  const act = (body: Record<string, unknown>) =>
    attempt(async () => {
      await api.patch(`/api/desk/unmatched-payments/${encodeURIComponent(payment.id)}`, body);
      toastDone(t(`unmatched.done.${String(body.act)}`));
      await onChanged();
      onClose();
    });
  return (
    <Stack>
      <Facts payment={payment} />
      <FormProblem problem={problem} />
      {payment.stage === 'open' ? <Proposing payment={payment} busy={busy} act={act} /> : null}
      {payment.stage === 'proposed' ? (
        <Group justify="flex-end">
          <Button variant="default" loading={busy} onClick={() => act({ act: 'decline' })}>
            {t('unmatched.decline')}
          </Button>
          <Button loading={busy} onClick={() => act({ act: 'agree' })}>
            {t('unmatched.agree')}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

function Facts({ payment }: { payment: UnmatchedView }) {
  const { t } = useTranslation('desk-money');
  const { proposal } = payment;
  const facts = [
    { label: t('unmatched.received'), value: <Amount value={payment.received} />, strong: true },
    { label: t('unmatched.problem'), value: t(`unmatched.problems.${payment.problem}`) },
    { label: t('unmatched.reference'), value: <bdi>{payment.psp_reference || '–'}</bdi> },
    { label: t('unmatched.at'), value: <Time at={payment.at} style="second" /> },
    ...(payment.failure
      ? [{ label: t('unmatched.failure'), value: <bdi>{payment.failure}</bdi> }]
      : []),
    ...(proposal
      ? [
          {
            label: t('unmatched.proposal'),
            value: t(`unmatched.settlements.${proposal.settlement}`),
            strong: true,
          },
          ...(proposal.client_id
            ? [{ label: t('unmatched.client'), value: <bdi>{proposal.client_id}</bdi> }]
            : []),
          { label: t('unmatched.reason'), value: proposal.reason },
          { label: t('unmatched.proposed_by'), value: proposal.by_name },
        ]
      : []),
    ...(payment.agreed_by_name
      ? [{ label: t('unmatched.agreed_by'), value: payment.agreed_by_name }]
      : []),
  ];
  return <FactList facts={facts} />;
}

interface ProposingProps {
  payment: UnmatchedView;
  busy: boolean;
  act: (body: Record<string, unknown>) => Promise<void>;
}

function Proposing({ payment, busy, act }: ProposingProps) {
  const { t } = useTranslation('desk-money');
  const [settlement, setSettlement] = useState<string | null>(payment.settlements[0] ?? null);
  const [reason, setReason] = useState('');
  const [client, setClient] = useState(payment.client_id ?? '');
  const credits = settlement === 'credit';
  const ready = settlement && reason.trim() && (!credits || client.trim());
  const body = {
    act: 'propose',
    settlement,
    reason: reason.trim(),
    client_id: credits ? client.trim() : null,
  };
  return (
    <Stack gap="sm">
      <Select
        label={t('unmatched.how')}
        description={settlement ? t(`unmatched.hints.${settlement}`) : undefined}
        data={payment.settlements.map((value) => ({
          value,
          label: t(`unmatched.settlements.${value}`),
        }))}
        value={settlement}
        onChange={setSettlement}
        allowDeselect={false}
      />
      {credits ? (
        <TextInput
          label={t('unmatched.client')}
          value={client}
          onChange={(event) => setClient(event.currentTarget.value)}
          withAsterisk
        />
      ) : null}
      <Textarea
        label={t('unmatched.reason')}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        withAsterisk
      />
      <Text size="sm" c="dimmed">
        {t('unmatched.two_people')}
      </Text>
      <Group justify="flex-end">
        <Button loading={busy} disabled={!ready} onClick={() => act(body)}>
          {t('unmatched.propose')}
        </Button>
      </Group>
    </Stack>
  );
}
