/** Writing a version of a plan; schemes with an example beside them that follows every keystroke. */
import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanKind, PlanView, RankStructureOutput } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { useRead } from '../../records/useList';
import { type Draft, draftOf, planOf } from './drafts';
import { ExamplePanel } from './ExamplePanel';
import { PlanProblem } from './fieldErrors';
import { GroupFields } from './GroupFields';
import classes from './partners.module.css';
import { pathOf, usePropose } from './plans';
import { RanksFields } from './RanksFields';
import { FixedFields, FlexibleFields } from './SchemeFields';

interface EditorProps {
  kind: PlanKind;
  plan?: PlanView;
  locked?: boolean;
}

/** The tiers of the structure that a scheme is built on. */
function useTiers(kind: PlanKind, structureId: string): string[] {
  const path = pathOf('rank_structure', structureId);
  const { data } = useQuery({
    ...useRead<PlanView>(path),
    enabled: kind === 'fixed_scheme' && structureId !== '',
  });
  const said = data?.versions.find(({ number }) => number === data.number)?.plan;
  return (said as RankStructureOutput | undefined)?.tiers ?? [];
}

export function PlanEditor({ kind, plan, locked = false }: EditorProps) {
  const { t } = useTranslation('desk-partners');
  const current = plan?.versions.find(({ number }) => number === plan.number);
  const [draft, setDraft] = useState(() => draftOf(current));
  const [touched, setTouched] = useState(false);
  const change = (part: Partial<Draft>) => {
    setTouched(true);
    setDraft((before) => ({ ...before, ...part }));
  };
  const tiers = useTiers(kind, draft.rank_structure_id);
  const isScheme = kind === 'fixed_scheme' || kind === 'flexible_scheme';
  const props = { draft, change, tiers };
  const [problem, setProblem] = useState<ApiError | null>(null);
  return (
    <div className={isScheme ? classes.beside : undefined}>
      <Panel title={t(plan ? 'new_version' : 'new_plan')}>
        <fieldset disabled={locked} className={classes.fields}>
          <PlanProblem value={problem}>
            <Stack gap="md">
              <TextInput
                label={t('name')}
                maxLength={60}
                required
                value={draft.name}
                onChange={(event) => change({ name: event.currentTarget.value })}
              />
              {kind === 'rank_structure' ? <RanksFields {...props} /> : null}
              {kind === 'symbol_group' ? <GroupFields {...props} /> : null}
              {kind === 'fixed_scheme' ? <FixedFields {...props} /> : null}
              {kind === 'flexible_scheme' ? <FlexibleFields {...props} /> : null}
            </Stack>
          </PlanProblem>
        </fieldset>
        {locked ? null : (
          <Sending {...{ kind, plan, draft, tiers, touched, problem, setProblem }} />
        )}
      </Panel>
      {isScheme ? <ExamplePanel kind={kind} draft={draft} tiers={tiers} /> : null}
    </div>
  );
}

interface SendingProps {
  kind: PlanKind;
  plan: PlanView | undefined;
  draft: Draft;
  tiers: string[];
  touched: boolean;
  problem: ApiError | null;
  setProblem: (problem: ApiError | null) => void;
}

function Sending({ kind, plan, draft, tiers, touched, problem, setProblem }: SendingProps) {
  const { t } = useTranslation('desk-partners');
  const { zone } = useZone();
  const { ofField } = useErrorWords();
  const navigate = useNavigate();
  const propose = usePropose(kind, plan?.id);
  const { key, renew } = useIdempotencyKey();
  const [comment, setComment] = useState('');
  const [day, setDay] = useState('');
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const dated = problem?.fieldProblems.find(({ field }) => field === 'effective_at');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const form = {
        plan: planOf(kind, draft, tiers.length),
        comment: comment.trim(),
        effective_at: day ? startOfDay(day, zone) : null,
      };
      const made = await propose(form, key);
      renew();
      setSent(true);
      toastDone(t('proposed_done'));
      if (!plan) void navigate({ to: `/commission-plans/${kind}/${made.id}` });
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate className={classes.closing}>
      <Stack gap="md">
        <Alert color="accent" icon={<IconUsers size={18} />}>
          {t('four_eyes')}
        </Alert>
        <Group grow align="start" preventGrowOverflow={false}>
          <TextInput
            type="date"
            label={t('effective')}
            description={t('effective_hint')}
            error={dated && problem ? ofField(dated.problem, problem) : undefined}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <TextInput
            label={t('comment')}
            description={t('comment_hint')}
            maxLength={1000}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
        </Group>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={!touched || !draft.name.trim()}>
            {t('propose')}
          </Button>
        </Group>
      </Stack>
      <LeaveGuard when={touched && !busy && !sent} />
    </form>
  );
}
