/** What became of each entry that was asked for; a line opens the request with its story. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnRequests, type RequestView } from '@/api/portal';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import { useMethodName } from '../../records/methodNames';
import { factOf, REQUEST_STATUSES } from '../../records/requests';
import { HISTORY_KEY } from './details';
import classes from './withdrawals.module.css';

const POLL_MS = 20_000;

function useColumns(): Column<RequestView>[] {
  const { t } = useTranslation('portal-withdrawals');
  const methodName = useMethodName();
  return useMemo(
    () => [
      {
        id: 'label',
        header: t('details.label'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{factOf(row, 'label')}</bdi>,
      },
      {
        id: 'status',
        header: t('details.history.status'),
        width: 130,
        card: 'mark',
        cell: (row) => <StatusChip status={row.status} />,
      },
      {
        id: 'method',
        header: t('method'),
        width: 170,
        cell: (row) => methodName('withdrawal', factOf(row, 'method')),
      },
      {
        id: 'submitted_at',
        header: t('details.history.submitted'),
        width: 200,
        cell: (row) => <Time at={row.submitted_at} />,
      },
      {
        id: 'decided_at',
        header: t('details.history.decided'),
        width: 200,
        cell: (row) => (row.decided_at ? <Time at={row.decided_at} /> : '—'),
      },
      {
        id: 'reason',
        header: t('details.history.reason'),
        width: 260,
        cell: (row) => (row.status === 'rejected' && row.reason ? <bdi>{row.reason}</bdi> : '—'),
      },
    ],
    [t, methodName],
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-withdrawals', 'common']);
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'status',
        label: t('details.history.status'),
        options: REQUEST_STATUSES.map((status) => ({
          value: status,
          label: t(`common:status.${status}`),
        })),
      },
    ],
    [t],
  );
}

export default function DetailsHistory() {
  const { t } = useTranslation('portal-withdrawals');
  return (
    <div>
      <h2 className={classes.history}>{t('details.history.title')}</h2>
      <DataTable
        id="portal.withdrawal_details"
        label={t('details.history.title')}
        columns={useColumns()}
        filters={useFilters()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/funds/requests/${row.id}`}
        queryKey={HISTORY_KEY}
        load={({ filters, cursor, limit }, signal) =>
          listOwnRequests({
            query: {
              type: 'withdrawal_details',
              status: REQUEST_STATUSES.find((status) => status === filters.status),
              cursor,
              limit,
            },
            signal,
          })
        }
        pollMs={POLL_MS}
        empty={{ title: t('details.history.none'), hint: t('details.history.none_hint') }}
      />
    </div>
  );
}
