/** Runs over past deals, the newest first: what was ordered, how far it is and what it came to. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useServerName } from '../../records/servers';
import { useList } from '../../records/useList';
import { listKey, placeOf, type RunKind, runsPath } from './runs';

const TONES: Record<RunView['state'], Tone> = {
  looking: 'info',
  ready: 'warn',
  applying: 'info',
  applied: 'good',
  cancelled: 'neutral',
};
const POLL_MS = 10_000;

export function RunState({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const ended = endOf(run);
  return <Chip tone={ended ? 'good' : TONES[run.state]}>{t(`states.${ended ?? run.state}`)}</Chip>;
}

/** What is through once all deals were looked at, for want of anything to carry out. */
function endOf({ kind, state, found }: RunView): 'simulated' | 'nothing' | null {
  if (state !== 'ready') return null;
  if (kind === 'simulation') return 'simulated';
  return found === 0 ? 'nothing' : null;
}

/** Which deals it is over, in words. */
export function RunSpan({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  if (!run.since || !run.until) return t('tickets_counted', { count: run.tickets });
  return (
    <>
      <Time at={run.since} style="date" /> – <Time at={lastMoment(run.until)} style="date" />
    </>
  );
}

/** The end of a span is the first moment behind it; people mean the day before. */
const lastMoment = (until: string) => new Date(Date.parse(until) - 1).toISOString();

export function RunsList({ kind }: { kind: RunKind }) {
  const { t } = useTranslation('desk-runs');
  return (
    <DataTable
      id={`desk.${kind}s`}
      label={t(`titles.${kind}`)}
      columns={useColumns(kind)}
      rowKey={(row) => row.id}
      rowHref={(row) => `${placeOf(kind)}/${row.id}`}
      queryKey={listKey(kind)}
      load={useList<RunView>(runsPath(kind))}
      pollMs={POLL_MS}
      empty={{ title: t(`none.${kind}`), hint: t(`none_hint.${kind}`) }}
    />
  );
}

function useColumns(kind: RunKind): Column<RunView>[] {
  const { t } = useTranslation('desk-runs');
  const serverName = useServerName();
  return useMemo(() => {
    const plan: Column<RunView> = {
      id: 'plan',
      header: t('plan'),
      width: 220,
      cell: (row) => <bdi>{row.plan_name}</bdi>,
    };
    return [
      {
        id: 'span',
        header: t('span'),
        width: 260,
        pinned: true,
        card: 'title',
        cell: (row) => <RunSpan run={row} />,
      },
      ...(kind === 'simulation' ? [plan] : []),
      {
        id: 'state',
        header: t('state'),
        width: 170,
        card: 'mark',
        cell: (row) => <RunState run={row} />,
      },
      {
        id: 'found',
        header: t('found'),
        width: 130,
        align: 'end',
        cell: (row) => `${row.found} / ${row.looked}`,
      },
      {
        id: 'more',
        header: t(kind === 'simulation' ? 'gain' : 'more'),
        width: 170,
        align: 'end',
        cell: (row) => <Amounts run={row} of="more" />,
      },
      {
        id: 'less',
        header: t(kind === 'simulation' ? 'loss' : 'less'),
        width: 170,
        align: 'end',
        cell: (row) => <Amounts run={row} of="less" />,
      },
      {
        id: 'server',
        header: t('server'),
        width: 130,
        cell: (row) => <bdi>{serverName(row.server_id)}</bdi>,
      },
      { id: 'by', header: t('by'), width: 160, cell: (row) => <bdi>{row.staff_name}</bdi> },
      {
        id: 'created_at',
        header: t('ordered_at'),
        width: 190,
        cell: (row) => <Time at={row.created_at} />,
      },
    ];
  }, [t, kind, serverName]);
}

function Amounts({ run, of }: { run: RunView; of: 'more' | 'less' }) {
  const some = run.totals.filter((total) => /[1-9]/.test(total[of].amount));
  if (some.length === 0) return '—';
  return some.map((total) => (
    <div key={total[of].currency}>
      <Amount value={total[of]} />
    </div>
  ));
}
