/** The completed movements of downlines' money. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineTransactionView, listDownlinesTransactions } from '@/api/portal';
import type { Filter } from '@/shared/table/types';
import { useMethodName } from '../../../records/methodNames';
import { type ReportColumn, ReportTable } from '../ReportTable';
import { days, where } from '../where';
import { moneyColumn, textColumn, timeColumn } from './columns';
import { usePeriod } from './TradesTable';

const KINDS = [
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'refund',
  'adjustment',
  'credit_in',
  'credit_out',
  'commission',
] as const satisfies readonly DownlineTransactionView['kind'][];

export function TransactionsTable() {
  const { t } = useTranslation(['portal-downlines', 'portal-records']);
  const methodName = useMethodName();
  const columns = useMemo<ReportColumn<DownlineTransactionView>[]>(
    () => [
      timeColumn('at', t('columns.at'), (row) => row.at),
      textColumn('kind', t('columns.kind'), (row) => t(`portal-records:kinds.${row.kind}`)),
      moneyColumn('amount', t('columns.amount'), (row) => row.amount),
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('method', t('columns.method'), (row) =>
        row.method
          ? methodName(row.kind === 'deposit' ? 'deposit' : 'withdrawal', row.method)
          : null,
      ),
    ],
    [t, methodName],
  );
  return (
    <ReportTable
      name="transactions"
      columns={columns}
      filters={useFilters()}
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesTransactions({
          query: {
            ...where(filters),
            ...days(filters),
            kind: KINDS.find((one) => one === filters.kind),
            cursor,
            limit,
          },
          signal,
        })
      }
    />
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-downlines', 'portal-records']);
  const options = KINDS.map((one) => ({ value: one, label: t(`portal-records:kinds.${one}`) }));
  return [{ kind: 'choice', id: 'kind', label: t('columns.kind'), options }, usePeriod()];
}
