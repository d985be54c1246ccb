/** What a run comes to by broker or by symbol group: before, after, and what is gained or lost. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NamedSumView, RunView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { ClientLink } from '../../records/Person';
import { useList } from '../../records/useList';
import { usePlanChoices } from './plans';
import { runPath } from './runs';

interface SumsProps {
  run: RunView;
  by: 'recipient' | 'group';
}

export function RunSums({ run, by }: SumsProps) {
  const { t } = useTranslation('desk-runs');
  return (
    <DataTable
      id={`desk.run-sums.${by}`}
      label={t(`by_${by}`)}
      columns={useColumns({ run, by })}
      rowKey={(row) => `${row.subject_id} ${row.before.currency}`}
      queryKey={['desk', 'run-sums', run.id, by, run.looked]}
      load={useList<NamedSumView>(`${runPath(run.kind, run.id)}/sums`, { by })}
      state="page"
      empty={{ title: t('no_sums') }}
    />
  );
}

function useColumns({ run, by }: SumsProps): Column<NamedSumView>[] {
  const { t } = useTranslation('desk-runs');
  const groups = usePlanChoices('symbol_group');
  const isTried = run.kind === 'simulation';
  return useMemo(() => {
    const amount = (id: 'before' | 'after' | 'more' | 'less', header: string) => ({
      id,
      header,
      width: 160,
      align: 'end' as const,
      cell: (row: NamedSumView) => <Amount value={row[id]} />,
    });
    const nameOf = (id: string) => groups.find(({ value }) => value === id)?.label;
    return [
      {
        id: 'subject',
        header: t(by === 'recipient' ? 'recipient' : 'group'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) =>
          by === 'recipient' ? (
            <ClientLink client={{ id: row.subject_id, name: row.subject_name }} />
          ) : (
            <bdi>{row.subject_id ? (nameOf(row.subject_id) ?? row.subject_id) : t('no_group')}</bdi>
          ),
      },
      amount('before', t('before')),
      amount('after', t(isTried ? 'would' : 'after')),
      amount('more', t(isTried ? 'gain' : 'more')),
      amount('less', t(isTried ? 'loss' : 'less')),
      { id: 'deals', header: t('deals'), width: 100, align: 'end', cell: (row) => row.deals },
    ];
  }, [t, by, isTried, groups]);
}
