/** What downlines have asked for and where it stands; to be read only. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineRequestView, listDownlinesRequests } from '@/api/portal';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { StatusChip } from '@/shared/ui/StatusChip';
import { useMethodName } from '../../records/methodNames';
import { REQUEST_STATUSES, REQUEST_TYPES } from '../../records/requests';
import { type ReportColumn, ReportTable } from './ReportTable';
import { moneyColumn, textColumn, timeColumn } from './tables/columns';
import { usePeriod } from './tables/TradesTable';
import { days, where } from './where';

const amountOf = ({ amount, currency }: DownlineRequestView) =>
  amount && currency ? { amount, currency } : null;

export default function RequestsPage() {
  const { t } = useTranslation(['portal-downlines', 'portal-records']);
  const methodName = useMethodName();
  const columns = useMemo<ReportColumn<DownlineRequestView>[]>(
    () => [
      timeColumn('submitted', t('columns.submitted'), (row) => row.submitted_at),
      textColumn('type', t('columns.type'), (row) => t(`portal-records:types.${row.type}`), {
        width: 180,
      }),
      textColumn('status', t('columns.status'), (row) => row.status, {
        cell: (row) => <StatusChip status={row.status} />,
      }),
      textColumn('login', t('columns.login'), (row) => row.login),
      moneyColumn('amount', t('columns.amount'), amountOf),
      textColumn('method', t('columns.method'), (row) =>
        row.method
          ? methodName(row.type === 'deposit' ? 'deposit' : 'withdrawal', row.method)
          : null,
      ),
      timeColumn('decided', t('columns.decided'), (row) => row.decided_at),
      textColumn('reason', t('columns.reason'), (row) => row.reason, { width: 220 }),
    ],
    [t, methodName],
  );
  return (
    <>
      <PageHeader title={t('requests_title')} subtitle={t('requests_subtitle')} />
      <ReportTable
        name="requests"
        columns={columns}
        filters={useFilters()}
        rowKey={(row) => row.id}
        load={({ filters, cursor, limit }, signal) =>
          listDownlinesRequests({
            query: {
              ...where(filters),
              ...days(filters),
              type: REQUEST_TYPES.find((one) => one === filters.type),
              status: REQUEST_STATUSES.find((one) => one === filters.status),
              cursor,
              limit,
            },
            signal,
          })
        }
      />
    </>
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-downlines', 'portal-records', 'common']);
  const types = REQUEST_TYPES.map((one) => ({
    value: one,
    label: t(`portal-records:types.${one}`),
  }));
  const statuses = REQUEST_STATUSES.map((one) => ({
    value: one,
    label: t(`common:status.${one}`),
  }));
  return [
    { kind: 'choice', id: 'type', label: t('columns.type'), options: types },
    { kind: 'choice', id: 'status', label: t('columns.status'), options: statuses },
    usePeriod(),
  ];
}
