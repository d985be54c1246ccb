/** Everything the client has asked for, with where it stands. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnRequests, type RequestView } from '@/api/portal';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import {
  moneyOf,
  REQUEST_STATUSES,
  REQUEST_TYPES,
  useRequestSubject,
} from '../../records/requests';

const POLL_MS = 20_000;

function useColumns(): Column<RequestView>[] {
  const { t } = useTranslation(['portal-requests', 'portal-records']);
  const subjectOf = useRequestSubject();
  return useMemo(
    () => [
      {
        id: 'type',
        header: t('list.type'),
        width: 180,
        pinned: true,
        card: 'title',
        cell: (row) => t(`portal-records:types.${row.type}`),
      },
      {
        id: 'status',
        header: t('list.status'),
        width: 130,
        card: 'mark',
        cell: (row) => <StatusChip status={row.status} />,
      },
      {
        id: 'about',
        header: t('list.about'),
        width: 260,
        cell: (row) => <bdi>{subjectOf(row) || '—'}</bdi>,
      },
      {
        id: 'amount',
        header: t('list.amount'),
        width: 160,
        align: 'end',
        cell: (row) => {
          const amount = moneyOf(row);
          return amount ? <Amount value={amount} /> : '—';
        },
      },
      {
        id: 'fee',
        header: t('list.fee'),
        width: 130,
        align: 'end',
        hiddenAtFirst: true,
        cell: (row) => {
          const fee = moneyOf(row, 'fee');
          return fee ? <Amount value={fee} /> : '—';
        },
      },
      {
        id: 'payment',
        header: t('list.payment'),
        width: 130,
        cell: (row) =>
          row.payment_status === 'none' ? '—' : <StatusChip status={row.payment_status} />,
      },
      {
        id: 'submitted_at',
        header: t('list.submitted'),
        width: 200,
        cell: (row) => <Time at={row.submitted_at} />,
      },
      {
        id: 'decided_at',
        header: t('list.decided'),
        width: 200,
        cell: (row) => (row.decided_at ? <Time at={row.decided_at} /> : '—'),
      },
      {
        id: 'id',
        header: t('list.id'),
        width: 270,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.id}</bdi>,
      },
    ],
    [t, subjectOf],
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-requests', 'portal-records', 'common']);
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'type',
        label: t('list.type'),
        options: REQUEST_TYPES.map((type) => ({
          value: type,
          label: t(`portal-records:types.${type}`),
        })),
      },
      {
        kind: 'choice',
        id: 'status',
        label: t('list.status'),
        options: REQUEST_STATUSES.map((status) => ({
          value: status,
          label: t(`common:status.${status}`),
        })),
      },
    ],
    [t],
  );
}

export default function RequestsPage() {
  const { t } = useTranslation('portal-requests');
  return (
    <>
      <PageHeader title={t('list.title')} subtitle={t('list.subtitle')} />
      <DataTable
        id="portal.requests"
        label={t('list.title')}
        columns={useColumns()}
        filters={useFilters()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/funds/requests/${row.id}`}
        queryKey={['portal', 'requests']}
        load={({ filters, cursor, limit }, signal) =>
          listOwnRequests({
            query: {
              type: REQUEST_TYPES.find((type) => type === filters.type),
              status: REQUEST_STATUSES.find((status) => status === filters.status),
              cursor,
              limit,
            },
            signal,
          })
        }
        pollMs={POLL_MS}
        empty={{
          title: t('list.empty'),
          hint: t('list.empty_hint'),
          action: (
            <Button component={Link} to="/funds/deposit">
              {t('list.first')}
            </Button>
          ),
        }}
      />
    </>
  );
}
