/** Orders for many at once, and how each is doing. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import type { Batch } from '../../records/types';
import { useList } from '../../records/useList';
import { useChoices, useWords } from '../../records/words';
import { useCan } from '../../session';
import { BatchStatus } from './BatchStatus';
import { BATCH_STATUSES, KINDS, PATH } from './batches';

const POLL_MS = 10_000;

export default function BatchesPage() {
  const { t } = useTranslation('desk-batches');
  const words = useWords();
  const can = useCan();
  const kinds = useChoices('batch', KINDS);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'choice', id: 'kind', label: words('fact', 'kind'), options: kinds },
      {
        kind: 'choice',
        id: 'status',
        label: words('fact', 'status'),
        options: BATCH_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      },
    ],
    [t, words, kinds],
  );
  const mayOrder = can('change_many_accounts') || can('move_money_of_many');
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          mayOrder ? (
            <Button component={Link} to="/accounts/import" variant="default">
              {t('from_file')}
            </Button>
          ) : null
        }
      />
      <DataTable
        id="desk.batches"
        label={t('title')}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/batches/${row.id}`}
        queryKey={['desk', 'batches']}
        load={useList<Batch>(PATH)}
        pollMs={POLL_MS}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}

function useColumns(): Column<Batch>[] {
  const { t } = useTranslation('desk-batches');
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(() => {
    const count = (id: 'rows' | 'done' | 'refused'): Column<Batch> => ({
      id,
      header: t(id),
      width: 96,
      align: 'end',
      cell: (row) => formatCount(row[id], tag),
    });
    return [
      {
        id: 'kind',
        header: words('fact', 'kind'),
        width: 260,
        pinned: true,
        card: 'title',
        cell: (row) => words('batch', row.kind),
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 130,
        card: 'mark',
        cell: (row) => <BatchStatus status={row.status} />,
      },
      { id: 'by', header: words('fact', 'who'), width: 170, cell: (row) => <bdi>{row.by}</bdi> },
      count('rows'),
      count('done'),
      count('refused'),
      {
        id: 'created_at',
        header: t('started'),
        width: 200,
        cell: (row) => <Time at={row.created_at} />,
      },
      {
        id: 'ended_at',
        header: t('ended'),
        width: 200,
        cell: (row) => (row.ended_at ? <Time at={row.ended_at} /> : '—'),
      },
    ];
  }, [t, words, tag]);
}
