/** The version that waits for a second person, and all versions there were. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanVersionView, PlanView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip, StatusChip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { useCan, useStaff } from '../../session';
import { PlanGist } from './PlanGist';
import { useDecide } from './plans';
import { SimulateDialog } from './SimulateDialog';

interface VersionProps {
  plan: PlanView;
  version: PlanVersionView;
}

export function WaitingVersion({ plan, version }: VersionProps) {
  const { t } = useTranslation('desk-partners');
  return (
    <Panel title={t('waiting_title')} aside={<Chip tone="warn">{t('waits')}</Chip>}>
      <Stack gap="md">
        <Facts version={version} />
        <PlanGist plan={version.plan} />
        <Tried plan={plan} />
        <Answer plan={plan} version={version} />
      </Stack>
    </Panel>
  );
}

/** Schemes and symbol groups can be tried on past deals before they count. */
function Tried({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('desk-runs');
  const can = useCan();
  const [open, setOpen] = useState(false);
  if (plan.kind === 'rank_structure' || !can('simulate_commission_plans')) return null;
  return (
    <Group>
      <Button
        variant="light"
        leftSection={<IconFlask size={17} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('simulate')}
      </Button>
      {open ? <SimulateDialog plan={plan} onClose={() => setOpen(false)} /> : null}
    </Group>
  );
}

function Facts({ version }: { version: PlanVersionView }) {
  const { t } = useTranslation('desk-partners');
  return (
    <FactList
      facts={[
        { label: t('proposed_by'), value: <bdi>{version.by_name}</bdi> },
        { label: t('proposed_at'), value: <Time at={version.at} /> },
        {
          label: t('since'),
          value: version.effective_at ? <Time at={version.effective_at} /> : t('once_agreed'),
        },
        { label: t('comment'), value: <bdi>{version.comment || '—'}</bdi> },
      ]}
    />
  );
}

function Answer({ plan, version }: VersionProps) {
  const { t } = useTranslation('desk-partners');
  const can = useCan();
  const isOwn = version.by_id === useStaff().staff_id;
  const decide = useDecide(plan.kind, plan.id);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  if (!can('approve_commission_plans')) return <span>{t('second_person')}</span>;
  const answer = async (decision: 'approved' | 'rejected') => {
    setBusy(true);
    setProblem(null);
    try {
      await decide(decision, comment.trim());
      toastDone(t(decision === 'approved' ? 'approved_done' : 'rejected_done'));
    } catch (thrown) {
      setProblem(asApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      {isOwn ? <span>{t('own_change')}</span> : null}
      <TextInput
        label={t('comment')}
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" disabled={busy} onClick={() => void answer('rejected')}>
          {t(isOwn ? 'take_back' : 'reject')}
        </Button>
        <Button loading={busy} disabled={isOwn} onClick={() => void answer('approved')}>
          {t('approve')}
        </Button>
      </Group>
    </>
  );
}

export function Versions({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('desk-partners');
  return (
    <Panel title={t('versions')}>
      <Stack gap="lg">
        {plan.versions.map((version) => (
          <Stack key={version.number} gap="xs">
            <Group gap="sm">
              <strong>{t('version', { number: version.number })}</strong>
              <StatusChip status={version.state} />
              {version.number === plan.number ? <Chip tone="info">{t('in_force')}</Chip> : null}
            </Group>
            <Facts version={version} />
            <PlanGist plan={version.plan} />
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
