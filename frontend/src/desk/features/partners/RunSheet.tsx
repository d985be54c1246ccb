/** One run over past deals: how far it is, what it comes to, and carrying it out. */
import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Cards } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { useServerName } from '../../records/servers';
import { RunOutcomes } from './RunOutcomes';
import { RunSpan, RunState } from './RunsList';
import { isGoingOn, placeOf, type RunKind, useDecideRun, useRun } from './runs';

const RunLists = lazy(() => import('./RunLists').then((one) => ({ default: one.RunLists })));

export function RunSheet({ kind }: { kind: RunKind }) {
  const { runId = '' } = useParams({ strict: false }) as { runId?: string };
  const run = useRun(kind, runId);
  return <Loaded query={run}>{(one) => <Sheet run={one} />}</Loaded>;
}

function Sheet({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const isTried = run.kind === 'simulation';
  return (
    <>
      <PageHeader
        title={isTried ? run.plan_name : t('one_recalculation')}
        subtitle={
          <>
            <Anchor component={Link} to={placeOf(run.kind)} inherit c="dimmed" underline="always">
              {t(`titles.${run.kind}`)}
            </Anchor>
            <span>
              {' · '}
              <bdi>{run.staff_name}</bdi> · <Time at={run.created_at} />
            </span>
          </>
        }
        marks={<RunState run={run} />}
        actions={<Actions run={run} />}
      />
      <Stack gap="md">
        <Panel>
          <Stack gap="md">
            <FactList facts={useFacts(run)} />
            <HowFar run={run} />
          </Stack>
        </Panel>
        {run.kind === 'recalculation' ? <RunOutcomes run={run} /> : null}
        <Totals run={run} />
        <Suspense>
          <RunLists key={`${run.state} ${run.found}`} run={run} />
        </Suspense>
      </Stack>
    </>
  );
}

function useFacts(run: RunView): Fact[] {
  const { t } = useTranslation('desk-runs');
  const serverName = useServerName();
  const facts: Fact[] = [
    { label: t('server'), value: <bdi>{serverName(run.server_id)}</bdi> },
    { label: t('span'), value: <RunSpan run={run} /> },
    {
      label: t('as_of'),
      value: run.as_of ? <Time at={run.as_of} style="second" /> : t('as_of_closing'),
    },
  ];
  if (run.plan_number !== null)
    facts.push({ label: t('version'), value: t('version_number', { number: run.plan_number }) });
  if (run.without_commission) facts.push({ label: t('only'), value: t('unpaid_only') });
  if (run.comment) facts.push({ label: t('comment'), value: <bdi>{run.comment}</bdi> });
  return facts;
}

function HowFar({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  return (
    <Stack gap="xs">
      {isGoingOn(run) ? <Progress value={run.percent} animated aria-label={t('progress')} /> : null}
      <Text size="sm" aria-live="polite">
        {t(run.kind === 'simulation' ? 'counts_simulation' : 'counts', {
          looked: formatCount(run.looked, tag),
          found: formatCount(run.found, tag),
          done: formatCount(run.done, tag),
        })}
      </Text>
    </Stack>
  );
}

function Totals({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const isTried = run.kind === 'simulation';
  return (
    <Cards>
      {run.totals.map((total) => (
        <Panel key={total.before.currency} title={total.before.currency}>
          <FactList
            facts={[
              { label: t('before'), value: <Amount value={total.before} /> },
              {
                label: t(isTried ? 'would' : 'after'),
                value: <Amount value={total.after} />,
                strong: true,
              },
              { label: t(isTried ? 'gain' : 'more'), value: <Amount value={total.more} /> },
              { label: t(isTried ? 'loss' : 'less'), value: <Amount value={total.less} /> },
            ]}
          />
        </Panel>
      ))}
    </Cards>
  );
}

function Actions({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const decide = useDecideRun(run.kind, run.id);
  const [asking, setAsking] = useState<'apply' | 'cancel' | null>(null);
  const mayApply = run.kind === 'recalculation' && run.state === 'ready' && run.found > 0;
  const mayCancel = isGoingOn(run) || mayApply;
  const ask = asking ?? 'apply';
  return (
    <Group gap="sm" justify="flex-end">
      {mayCancel ? (
        <Button variant="default" onClick={() => setAsking('cancel')}>
          {t('cancel')}
        </Button>
      ) : null}
      {mayApply ? <Button onClick={() => setAsking('apply')}>{t('apply')}</Button> : null}
      <ConfirmDanger
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={t(ask)}
        confirmLabel={t(ask)}
        onConfirm={async () => {
          await decide(ask);
          toastDone(t(`${ask}_done`));
        }}
      >
        <Text size="sm">{t(`${ask}_hint`)}</Text>
      </ConfirmDanger>
    </Group>
  );
}
