/** What downlines hold and what waits for its price: asked of the trading servers each time. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type DownlineOrderView,
  type DownlinePositionView,
  listDownlinesOrders,
  listDownlinesPositions,
} from '@/api/portal';
import type { FilterValues } from '@/shared/table/types';
import { type ReportColumn, ReportTable } from '../ReportTable';
import { where } from '../where';
import { moneyColumn, textColumn, timeColumn, useDecimalColumn } from './columns';

const wanted = (filters: FilterValues) => ({ ...where(filters), symbol: filters.symbol });

function useSymbolFilter() {
  const { t } = useTranslation('portal-downlines');
  return [{ kind: 'search', id: 'symbol', label: t('filters.symbol') }] as const;
}

export function PositionsTable() {
  const { t } = useTranslation(['portal-downlines', 'portal-accounts']);
  const decimal = useDecimalColumn();
  const columns = useMemo<ReportColumn<DownlinePositionView>[]>(
    () => [
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('server', t('columns.server'), (row) => row.server, { hiddenAtFirst: true }),
      textColumn('symbol', t('columns.symbol'), (row) => row.symbol, { width: 110 }),
      textColumn('side', t('columns.kind'), (row) => t(`portal-accounts:trades.${row.side}`), {
        width: 100,
      }),
      decimal('lots', t('columns.lots'), (row) => row.lots),
      decimal('open_price', t('columns.open_price'), (row) => row.open_price),
      decimal('current_price', t('columns.current_price'), (row) => row.current_price),
      decimal('stop_loss', t('columns.stop_loss'), (row) => row.stop_loss),
      decimal('take_profit', t('columns.take_profit'), (row) => row.take_profit),
      moneyColumn('swap', t('columns.swap'), (row) => row.swap),
      moneyColumn('profit', t('columns.profit'), (row) => row.profit),
      timeColumn('at', t('columns.opened'), (row) => row.at),
    ],
    [t, decimal],
  );
  return (
    <ReportTable
      name="positions"
      columns={columns}
      filters={useSymbolFilter()}
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesPositions({ query: { ...wanted(filters), cursor, limit }, signal })
      }
    />
  );
}

export function OrdersTable() {
  const { t } = useTranslation('portal-downlines');
  const decimal = useDecimalColumn();
  const columns = useMemo<ReportColumn<DownlineOrderView>[]>(
    () => [
      textColumn('login', t('columns.login'), (row) => row.login),
      textColumn('server', t('columns.server'), (row) => row.server, { hiddenAtFirst: true }),
      textColumn('symbol', t('columns.symbol'), (row) => row.symbol, { width: 110 }),
      textColumn('kind', t('columns.kind'), (row) => row.kind.replaceAll('_', ' ')),
      decimal('lots', t('columns.lots'), (row) => row.lots),
      decimal('price', t('columns.price'), (row) => row.price),
      timeColumn('at', t('columns.placed'), (row) => row.at),
    ],
    [t, decimal],
  );
  return (
    <ReportTable
      name="orders"
      columns={columns}
      filters={useSymbolFilter()}
      rowKey={(row) => row.id}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesOrders({ query: { ...wanted(filters), cursor, limit }, signal })
      }
    />
  );
}
