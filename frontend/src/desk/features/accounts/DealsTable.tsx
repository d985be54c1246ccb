/** What was traded on an account, or the money that moved on it without a trade: by day, with sums. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealTotalsView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter, TableQuery, TotalLine } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import type { Deal } from '../../records/types';
import { useList } from '../../records/useList';
import { useMakers } from './makers';

export type DealKind = 'trades' | 'money';

function useMoneyColumns(): Column<Deal>[] {
  const make = useMakers();
  return useMemo(() => {
    const { words, label, money } = make;
    return [
      {
        id: 'at',
        header: label('at'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'action',
        header: label('deal_action'),
        width: 150,
        card: 'mark',
        cell: (row) => words('deal', row.action),
      },
      { ...money<Deal>('profit', (row) => row.profit), header: label('amount') },
      {
        id: 'comment',
        header: label('comment'),
        width: 320,
        cell: (row) => <bdi>{row.comment || '—'}</bdi>,
      },
      {
        id: 'deal_id',
        header: label('deal_id'),
        width: 120,
        cell: (row) => <bdi>{row.deal_id}</bdi>,
      },
    ];
  }, [make]);
}

function useDealColumns(): Column<Deal>[] {
  const make = useMakers();
  return useMemo(() => {
    const { words, label, number, money } = make;
    return [
      {
        id: 'deal_id',
        header: label('deal_id'),
        width: 120,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.deal_id}</bdi>,
      },
      {
        id: 'at',
        header: label('at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'action',
        header: label('deal_action'),
        width: 130,
        card: 'mark',
        cell: (row) => words('deal', row.action),
      },
      { id: 'entry', header: label('entry'), width: 110, cell: (row) => words('deal', row.entry) },
      {
        id: 'symbol',
        header: label('symbol'),
        width: 110,
        cell: (row) => <bdi>{row.symbol || '—'}</bdi>,
      },
      number<Deal>('lots', 80, (row) => row.lots),
      number<Deal>('price', 110, (row) => row.price),
      money<Deal>('commission', (row) => row.commission),
      money<Deal>('swap', (row) => row.swap),
      money<Deal>('profit', (row) => row.profit),
      {
        id: 'comment',
        header: label('comment'),
        width: 240,
        cell: (row) => <bdi>{row.comment || '—'}</bdi>,
      },
      {
        id: 'position_id',
        header: label('position_id'),
        width: 130,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.position_id || '—'}</bdi>,
      },
      {
        id: 'server_time',
        header: label('server_time'),
        width: 200,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.server_time}</bdi>,
      },
    ];
  }, [make]);
}

/** Sums over the whole period; the deals of one position are few enough to be seen. */
function useLoadSums(accountId: string, kind: DealKind) {
  const api = useApi();
  const path = `/api/desk/accounts/${accountId}/deals/totals`;
  return async ({ filters }: TableQuery, signal: AbortSignal): Promise<TotalLine[]> => {
    const { position_id, ...period } = filters;
    if (position_id) return [];
    const sums = await api.get<DealTotalsView>(path, { query: { ...period, kind }, signal });
    const { currency, count, lots, profit, swap, commission } = sums;
    if (count === 0) return [];
    const amounts = { profit: profit.amount, swap: swap.amount, commission: commission.amount };
    return [
      { currency, values: kind === 'trades' ? { lots, ...amounts } : { profit: profit.amount } },
    ];
  };
}

interface DealsTableProps {
  accountId: string;
  kind: DealKind;
}

export function DealsTable({ accountId, kind }: DealsTableProps) {
  const { t } = useTranslation('desk-accounts');
  const columns = { trades: useDealColumns(), money: useMoneyColumns() };
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'period', id: 'period', label: t('period') },
      ...(kind === 'trades'
        ? [{ kind: 'search' as const, id: 'position_id', label: t('find_position') }]
        : []),
    ],
    [t, kind],
  );
  return (
    <DataTable
      id={`desk.account.${kind}`}
      label={t(kind)}
      columns={columns[kind]}
      filters={filters}
      rowKey={(row) => row.deal_id}
      queryKey={['desk', 'deals', accountId, kind]}
      load={useList<Deal>(`/api/desk/accounts/${accountId}/deals`, { kind })}
      loadTotals={useLoadSums(accountId, kind)}
      state="page"
      empty={{ title: t(`no_${kind}`) }}
    />
  );
}
