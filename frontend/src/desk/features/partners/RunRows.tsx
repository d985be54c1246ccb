/** The deals that differ, each with what every broker got and comes to. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeView, RunRowView, RunView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { PersonName } from '../../records/Person';
import { useList } from '../../records/useList';
import { runPath } from './runs';

export function RunRows({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  return (
    <DataTable
      id="desk.run-rows"
      label={t('by_deal')}
      columns={useColumns()}
      rowKey={(row) => row.deal}
      queryKey={['desk', 'run-rows', run.id, run.found, run.done, run.state]}
      load={useList<RunRowView>(`${runPath(run.kind, run.id)}/rows`)}
      state="page"
      empty={{ title: t('no_rows'), hint: t('no_rows_hint') }}
    />
  );
}

/** The columns of deals; those that are skipped all have the state that was asked for. */
export function useColumns(isSkipped = false): Column<RunRowView>[] {
  const { t } = useTranslation('desk-runs');
  return useMemo(() => {
    const state: Column<RunRowView> = {
      id: 'state',
      header: t('state'),
      width: 170,
      card: 'mark',
      cell: (row) => <RowState row={row} />,
    };
    return [
      {
        id: 'deal',
        header: t('deal'),
        width: 150,
        pinned: true,
        card: 'title',
        cell: (row) => <DealName row={row} />,
      },
      ...(isSkipped ? [] : [state]),
      {
        id: 'symbol',
        header: t('symbol'),
        width: 140,
        cell: (row) =>
          row.symbol ? (
            <bdi dir="ltr">
              {row.lots} {row.symbol}
            </bdi>
          ) : (
            '—'
          ),
      },
      {
        id: 'changes',
        header: t(isSkipped ? 'got' : 'changes'),
        width: 420,
        cell: (row) =>
          row.changes.length === 0
            ? '—'
            : row.changes.map((change) => (
                <Changed
                  key={`${change.recipient_id} ${change.kind} ${change.before.currency}`}
                  change={change}
                />
              )),
      },
      {
        id: 'closed_at',
        header: t('closed_at'),
        width: 190,
        cell: (row) => (row.closed_at ? <Time at={row.closed_at} /> : '—'),
      },
      {
        id: 'client',
        header: t('client'),
        width: 200,
        cell: (row) =>
          row.client_id ? (
            <PersonName person={{ id: row.client_id, name: row.client_name }} />
          ) : (
            '—'
          ),
      },
    ];
  }, [t, isSkipped]);
}

/** What was never settled has no page before it is carried out. */
function DealName({ row }: { row: RunRowView }) {
  const isThere = row.applied_at !== null || (!row.is_new && !isStranger(row));
  if (!isThere) return <bdi>{row.deal_id}</bdi>;
  return (
    <Anchor component={Link} to={`/commissions/${row.deal}`} inherit>
      <bdi>{row.deal_id}</bdi>
    </Anchor>
  );
}

/** What nobody can earn by was never settled. */
const isStranger = ({ skipped }: RunRowView) => skipped === 'no_trade' || skipped === 'unknown';

function RowState({ row }: { row: RunRowView }) {
  const { t } = useTranslation('desk-runs');
  if (row.applied_at) return <Chip tone="good">{t('states.applied')}</Chip>;
  return <Chip tone={row.is_new ? 'warn' : 'info'}>{t(row.is_new ? 'is_new' : 'differs')}</Chip>;
}

function Changed({ change }: { change: ChangeView }) {
  const isSame = change.before.amount === change.after.amount;
  return (
    <div>
      <bdi>{change.recipient_name || change.recipient_id}</bdi>:{' '}
      {isSame ? null : (
        <>
          <Amount value={change.before} bare /> →{' '}
        </>
      )}
      <Amount value={change.after} />
    </div>
  );
}
