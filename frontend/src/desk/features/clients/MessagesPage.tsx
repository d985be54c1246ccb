/** Messages to many clients: one's own, and those that the notification scope of one's role adds. */
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
import { subjectIn } from './message';

const POLL_MS = 10_000;

export default function MessagesPage() {
  const { t } = useTranslation('desk-clients');
  return (
    <>
      <PageHeader title={t('messages.title')} subtitle={t('messages.subtitle')} />
      <DataTable
        id="desk.messages"
        label={t('messages.title')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/clients/jobs/${row.id}`}
        queryKey={['desk', 'client-jobs', 'messages']}
        load={useList<ClientJob>('/api/desk/messages')}
        pollMs={POLL_MS}
        empty={{
          title: t('messages.empty'),
          hint: t('messages.empty_hint'),
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
  const { tag, language } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'subject',
        header: t('messages.subject'),
        width: 320,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{subjectIn(row.message, language)}</bdi>,
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
      {
        id: 'author',
        header: t('messages.author'),
        width: 200,
        cell: (row) => <bdi>{row.ordered_by}</bdi>,
      },
      {
        id: 'clients',
        header: t('jobs.clients'),
        width: 96,
        align: 'end',
        cell: (row) => formatCount(row.clients, tag),
      },
      {
        id: 'created_at',
        header: words('fact', 'created_at'),
        width: 200,
        cell: (row) => <Time at={row.created_at} />,
      },
      {
        id: 'sent_at',
        header: t('messages.sent'),
        width: 200,
        cell: (row) => (row.finished_at ? <Time at={row.finished_at} /> : '—'),
      },
    ],
    [t, words, tag, language],
  );
}
