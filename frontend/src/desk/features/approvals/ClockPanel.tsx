/** The clock of a request: what is left, who must act, and why it stands still. */
import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useApprovers, useWords } from '../../records/words';
import { useCan } from '../../session';
import { useSetClock } from './requests';

const REASONS = ['waiting_for_client', 'waiting_for_vendor', 'held_back'] as const;

export function ClockPanel({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const approvers = useApprovers();
  const [asking, setAsking] = useState(false);
  if (request.status !== 'pending') return null;
  const { pause } = request;
  const facts: (Fact | null)[] = [
    request.deadline_at
      ? { label: words('fact', 'deadline_at'), value: <Time at={request.deadline_at} /> }
      : null,
    pause ? { label: t('clock.because'), value: words('value', pause.reason) } : null,
    pause ? { label: t('clock.since'), value: <Since pause={pause} /> } : null,
    pause?.note ? { label: t('comment'), value: <bdi>{pause.note}</bdi> } : null,
    pause
      ? null
      : { label: words('fact', 'waits_for'), value: words('waits_for', request.waits_for) },
    request.waits_for === 'staff' && !pause
      ? { label: words('fact', 'approvers'), value: approvers(request.node.approvers_label) }
      : null,
  ];
  return (
    <Panel title={t('clock.title')} aside={<State request={request} />}>
      <FactList facts={facts.filter((fact) => fact !== null)} />
      <Buttons request={request} onPause={() => setAsking(true)} />
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('clock.pause_title')}>
        {asking ? <PauseForm request={request} onClose={() => setAsking(false)} /> : null}
      </Modal>
    </Panel>
  );
}

function Since({ pause }: { pause: NonNullable<ReviewedRequest['pause']> }) {
  return (
    <>
      <Time at={pause.since} /> · <bdi>{pause.by_name}</bdi>
    </>
  );
}

function State({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  if (request.pause) return <Chip tone="info">{t('clock.paused')}</Chip>;
  if (request.overdue_at) return <Chip tone="bad">{t('clock.overdue')}</Chip>;
  return request.deadline_at ? <Chip tone="good">{t('clock.running')}</Chip> : null;
}

function Buttons({ request, onPause }: { request: ReviewedRequest; onPause: () => void }) {
  const { t } = useTranslation('desk-approvals');
  const can = useCan();
  const set = useSetClock(request.id);
  const permission = request.process.permission;
  if (request.waits_for !== 'staff' || !can(permission)) return null;
  return (
    <>
      <FormProblem problem={set.error ? asApiError(set.error) : null} />
      <Group justify="flex-end" mt="sm">
        {request.pause ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerPlay size={15} />}
            loading={set.isPending}
            onClick={() => set.mutate({ paused: null, note: '' })}
          >
            {t('clock.resume')}
          </Button>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlayerPause size={15} />}
            onClick={onPause}
          >
            {t('clock.pause')}
          </Button>
        )}
      </Group>
    </>
  );
}

function PauseForm({ request, onClose }: { request: ReviewedRequest; onClose: () => void }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const set = useSetClock(request.id);
  const [reason, setReason] = useState<string>(REASONS[0]);
  const [note, setNote] = useState('');
  const problem: ApiError | null = set.error ? asApiError(set.error) : null;
  const pause = () =>
    set.mutate(
      { paused: reason, note: note.trim() },
      {
        onSuccess: () => {
          toastDone(t('clock.paused'));
          onClose();
        },
      },
    );
  return (
    <Stack gap="md">
      <Select
        label={t('clock.because')}
        description={t('clock.client_sees')}
        data={REASONS.map((value) => ({ value, label: words('value', value) }))}
        value={reason}
        allowDeselect={false}
        onChange={(next) => setReason(next ?? REASONS[0])}
      />
      <Textarea
        label={t('comment')}
        description={t('comment_hint')}
        autosize
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:actions.cancel')}
        </Button>
        <Button loading={set.isPending} onClick={pause}>
          {t('clock.pause')}
        </Button>
      </Group>
    </Stack>
  );
}
