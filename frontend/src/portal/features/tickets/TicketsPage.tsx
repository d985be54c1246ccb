/** The client's questions to the broker, the newest first. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnTickets, type OwnTicketView } from '@/api/portal';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { TICKETS, TONES } from './tickets';

const POLL_MS = 30_000;

function useColumns(): Column<OwnTicketView>[] {
  const { t } = useTranslation('portal-tickets');
  const { language } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'subject',
        header: t('subject'),
        width: 320,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.subject}</bdi>,
      },
      {
        id: 'status',
        header: t('status_of'),
        width: 180,
        card: 'mark',
        cell: (row) => <Chip tone={TONES[row.status]}>{t(`status.${row.status}`)}</Chip>,
      },
      {
        id: 'category',
        header: t('category'),
        width: 200,
        cell: (row) => <bdi>{pickText(row.category, language) || '—'}</bdi>,
      },
      {
        id: 'posted_at',
        header: t('last_message'),
        width: 200,
        cell: (row) => <Time at={row.posted_at} />,
      },
      {
        id: 'opened_at',
        header: t('opened'),
        width: 200,
        cell: (row) => <Time at={row.opened_at} />,
      },
    ],
    [t, language],
  );
}

export default function TicketsPage() {
  const { t } = useTranslation('portal-tickets');
  const filters = useMemo<Filter[]>(
    () => [
      {
        kind: 'choice',
        id: 'resolved',
        label: t('status_of'),
        options: [
          { value: 'false', label: t('unresolved') },
          { value: 'true', label: t('status.resolved') },
        ],
      },
    ],
    [t],
  );
  const ask = (
    <Button component={Link} to="/tickets/new" leftSection={<IconPlus size={16} />}>
      {t('ask')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={ask} />
      <DataTable
        id="portal.tickets"
        label={t('title')}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/tickets/${row.id}`}
        queryKey={TICKETS}
        load={({ filters: { resolved }, cursor, limit }, signal) =>
          listOwnTickets({
            query: { resolved: resolved ? resolved === 'true' : undefined, cursor, limit },
            signal,
          })
        }
        empty={{ title: t('none'), hint: t('none_hint'), action: ask }}
        pollMs={POLL_MS}
      />
    </>
  );
}
