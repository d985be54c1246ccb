/** What clients ask, the newest first: unresolved unless another status is chosen. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '@/api/desk/types.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter, PageQuery } from '@/shared/table/types';
import { TICKET_STATUSES } from '@/shared/thread/states';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { ExportButton } from '../../lists/ExportButton';
import { useSavedViews } from '../../lists/useSavedViews';
import { PersonName } from '../../records/Person';
import { useCategories } from '../../records/ticketCategories';
import { TICKET_TONES } from '../../records/tickets';
import { useList } from '../../records/useList';
import { useStaff } from '../../session';

const POLL_MS = 20_000;
const NOBODY = 'nobody';

function useColumns(): Column<TicketView>[] {
  const { t } = useTranslation('desk-tickets');
  const { language } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'subject',
        header: t('subject'),
        width: 300,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.subject}</bdi>,
      },
      {
        id: 'status',
        header: t('status_of'),
        width: 160,
        card: 'mark',
        cell: (row) => <Chip tone={TICKET_TONES[row.status]}>{t(`status.${row.status}`)}</Chip>,
      },
      {
        id: 'client',
        header: t('client'),
        width: 190,
        cell: (row) => <PersonName person={{ id: row.client_id, name: row.client_name }} />,
      },
      {
        id: 'category',
        header: t('category'),
        width: 180,
        cell: (row) => <bdi>{pickText(row.category, language) || row.category_id}</bdi>,
      },
      {
        id: 'assignee',
        header: t('assignee'),
        width: 150,
        cell: (row) => <bdi>{row.assignee_name || '—'}</bdi>,
      },
      {
        id: 'posted_by',
        header: t('last_by'),
        width: 120,
        cell: (row) => t(`party.${row.posted_by}`),
      },
      {
        id: 'posted_at',
        header: t('last_message'),
        width: 190,
        cell: (row) => <Time at={row.posted_at} />,
      },
      {
        id: 'opened_at',
        header: t('opened'),
        width: 190,
        cell: (row) => <Time at={row.opened_at} />,
      },
    ],
    [t, language],
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation('desk-tickets');
  const { staff_id: me } = useStaff();
  const categories = useCategories();
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'status',
        label: t('status_of'),
        options: TICKET_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      },
      {
        kind: 'choice',
        id: 'assignee_id',
        label: t('assignee'),
        options: [
          { value: me, label: t('mine') },
          { value: NOBODY, label: t('nobodys') },
        ],
      },
      {
        kind: 'choice',
        id: 'category_id',
        label: t('category'),
        options: categories,
      },
    ],
    [t, me, categories],
  );
}

export default function TicketsPage() {
  const { t } = useTranslation('desk-tickets');
  const all = useList<TicketView>('/api/desk/tickets');
  const unresolved = useList<TicketView>('/api/desk/tickets', { resolved: false });
  const filters = useFilters();
  const load = (query: PageQuery, signal: AbortSignal) =>
    (query.filters.status ? all : unresolved)(query, signal);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.tickets"
        label={t('title')}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/tickets/${row.id}`}
        queryKey={['desk', 'tickets']}
        load={load}
        views={useSavedViews('desk.tickets')}
        actions={<ExportButton kind="tickets" filters={filters} />}
        empty={{ title: t('none'), hint: t('none_hint') }}
        pollMs={POLL_MS}
      />
    </>
  );
}
