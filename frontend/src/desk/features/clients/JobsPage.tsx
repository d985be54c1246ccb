/** The orders for many clients that one has given, and how each is doing. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import type { ClientJob } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';

const POLL_MS = 10_000;

export default function JobsPage() {
  const { t } = useTranslation('desk-clients');
  return (
    <>
      <PageHeader title={t('jobs.title')} subtitle={t('jobs.subtitle')} />
      <DataTable
        id="desk.client-jobs"
        label={t('jobs.title')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/clients/jobs/${row.id}`}
        queryKey={['desk', 'client-jobs', 'all']}
        load={useList<ClientJob>('/api/desk/client-jobs')}
        pollMs={POLL_MS}
        empty={{
          title: t('jobs.empty'),
          hint: t('jobs.empty_hint'),
          action: (
            <Button component={Link} to="/clients">
              {t('jobs.to_clients')}
            </Button>
          ),
        }}
      />
    </>
  );
}

function useColumns(): Column<ClientJob>[] {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(() => {
    const count = (id: 'clients' | 'done' | 'refused', header: string): Column<ClientJob> => ({
      id,
      header,
      width: 96,
      align: 'end',
      cell: (row) => formatCount(row[id], tag),
    });
    return [
      {
        id: 'order',
        header: t('jobs.order'),
        width: 300,
        pinned: true,
        card: 'title',
        cell: (row) => t(`job.order.${row.order}`),
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 140,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.status === 'finished' ? 'good' : 'info'}>{t(`job.${row.status}`)}</Chip>
        ),
      },
      count('clients', t('jobs.clients')),
      count('done', t('job.done')),
      count('refused', t('jobs.refused')),
      {
        id: 'created_at',
        header: t('jobs.started'),
        width: 200,
        cell: (row) => <Time at={row.created_at} />,
      },
      {
        id: 'finished_at',
        header: t('job.finished'),
        width: 200,
        cell: (row) => (row.finished_at ? <Time at={row.finished_at} /> : '—'),
      },
    ];
  }, [t, words, tag]);
}
