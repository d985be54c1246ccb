/** Deals of downlines: their trades, or the money that moved on their accounts without one. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineDealView, listDownlinesCapital, listDownlinesDeals } from '@/api/portal';
import type { Filter } from '@/shared/table/types';
import { type ReportColumn, ReportTable } from '../ReportTable';
import { days, where } from '../where';
import { moneyColumn, textColumn, timeColumn, useDecimalColumn } from './columns';

type Deal = DownlineDealView;

export function TradesTable() {
  const { t } = useTranslation(['portal-downlines', 'portal-accounts']);
  const decimal = useDecimalColumn();
  const columns = useMemo<ReportColumn<Deal>[]>(
    () => [
      timeColumn('at', t('columns.at'), (row) => row.at),
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('server', t('columns.server'), (row) => row.server, { hiddenAtFirst: true }),
      textColumn('symbol', t('columns.symbol'), (row) => row.symbol, { width: 110 }),
      textColumn('action', t('columns.kind'), (row) => t(`portal-accounts:actions.${row.action}`)),
      textColumn('entry', t('columns.entry'), (row) => t(`portal-accounts:entries.${row.entry}`), {
        width: 110,
      }),
      decimal('lots', t('columns.lots'), (row) => row.lots),
      decimal('price', t('columns.price'), (row) => row.price),
      moneyColumn('commission', t('columns.commission'), (row) => row.commission),
      moneyColumn('swap', t('columns.swap'), (row) => row.swap),
      moneyColumn('profit', t('columns.profit'), (row) => row.profit),
      textColumn('deal', t('columns.deal'), (row) => row.id.split('~').pop() ?? '', {
        hiddenAtFirst: true,
      }),
      textColumn('position', t('columns.position'), (row) => row.position_id, {
        hiddenAtFirst: true,
      }),
    ],
    [t, decimal],
  );
  return (
    <ReportTable
      name="trades"
      columns={columns}
      filters={useDealFilters()}
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesDeals({
          query: { ...where(filters), ...days(filters), symbol: filters.symbol, cursor, limit },
          signal,
        })
      }
    />
  );
}

export function CapitalTable() {
  const { t } = useTranslation(['portal-downlines', 'portal-accounts']);
  const columns = useMemo<ReportColumn<Deal>[]>(
    () => [
      timeColumn('at', t('columns.at'), (row) => row.at),
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('server', t('columns.server'), (row) => row.server, { hiddenAtFirst: true }),
      textColumn('action', t('columns.kind'), (row) => t(`portal-accounts:actions.${row.action}`)),
      moneyColumn('amount', t('columns.amount'), (row) => row.profit),
      textColumn('comment', t('columns.comment'), (row) => row.comment, { width: 200 }),
    ],
    [t],
  );
  return (
    <ReportTable
      name="capital"
      columns={columns}
      filters={[usePeriod()]}
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesCapital({
          query: { ...where(filters), ...days(filters), cursor, limit },
          signal,
        })
      }
    />
  );
}

export function usePeriod(): Filter {
  const { t } = useTranslation('portal-downlines');
  return { kind: 'period', id: 'period', label: t('filters.period') };
}

function useDealFilters(): Filter[] {
  const { t } = useTranslation('portal-downlines');
  return [usePeriod(), { kind: 'search', id: 'symbol', label: t('filters.symbol') }];
}
