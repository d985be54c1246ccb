/** Open positions and waiting orders of one trading account. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import type { Account, Order, Position } from '../../records/types';
import { useList } from '../../records/useList';
import { useMakers } from './makers';

const POLL_MS = 5_000;
// What some platforms do not say of an open position.
const RESULTS = new Set(['current_price', 'stop_loss', 'take_profit', 'profit']);

function usePositionColumns(): Column<Position>[] {
  const make = useMakers();
  return useMemo(() => {
    const { words, label, number, money } = make;
    return [
      {
        id: 'symbol',
        header: label('symbol'),
        width: 120,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.symbol}</bdi>,
      },
      {
        id: 'side',
        header: label('side'),
        width: 90,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.side === 'buy' ? 'good' : 'bad'}>{words('side', row.side)}</Chip>
        ),
      },
      number<Position>('lots', 80, (row) => row.lots),
      number<Position>('open_price', 120, (row) => row.open_price),
      number<Position>('current_price', 120, (row) => row.current_price),
      number<Position>('stop_loss', 110, (row) => row.stop_loss),
      number<Position>('take_profit', 110, (row) => row.take_profit),
      money<Position>('swap', (row) => row.swap),
      money<Position>('profit', (row) => row.profit),
      {
        id: 'opened_at',
        header: label('opened_at'),
        width: 210,
        cell: (row) => <Time at={row.opened_at} />,
      },
      {
        id: 'position_id',
        header: label('position_id'),
        width: 130,
        cell: (row) => <bdi>{row.position_id}</bdi>,
      },
    ];
  }, [make]);
}

export function PositionsTable({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const columns = usePositionColumns();
  const tellsResults = account.server.abilities.includes('position_results');
  return (
    <DataTable
      id="desk.account.positions"
      label={t('positions')}
      columns={tellsResults ? columns : columns.filter((one) => !RESULTS.has(one.id))}
      rowKey={(row) => row.position_id}
      queryKey={['desk', 'positions', account.id]}
      load={useList<Position>(`/api/desk/accounts/${account.id}/positions`)}
      state="page"
      pollMs={POLL_MS}
      empty={{ title: t('no_positions'), hint: t('no_positions_hint') }}
    />
  );
}

function useOrderColumns(): Column<Order>[] {
  const make = useMakers();
  return useMemo(() => {
    const { words, label, number } = make;
    return [
      {
        id: 'symbol',
        header: label('symbol'),
        width: 120,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.symbol}</bdi>,
      },
      {
        id: 'kind',
        header: label('order_kind'),
        width: 150,
        card: 'mark',
        cell: (row) => words('order', row.kind),
      },
      number<Order>('lots', 80, (row) => row.lots),
      number<Order>('price', 120, (row) => row.price),
      {
        id: 'placed_at',
        header: label('placed_at'),
        width: 210,
        cell: (row) => <Time at={row.placed_at} />,
      },
      {
        id: 'comment',
        header: label('comment'),
        width: 220,
        cell: (row) => <bdi>{row.comment || '—'}</bdi>,
      },
      {
        id: 'order_id',
        header: label('order_id'),
        width: 130,
        cell: (row) => <bdi>{row.order_id}</bdi>,
      },
    ];
  }, [make]);
}

export function OrdersTable({ accountId }: { accountId: string }) {
  const { t } = useTranslation('desk-accounts');
  return (
    <DataTable
      id="desk.account.orders"
      label={t('orders')}
      columns={useOrderColumns()}
      rowKey={(row) => row.order_id}
      queryKey={['desk', 'orders', accountId]}
      load={useList<Order>(`/api/desk/accounts/${accountId}/orders`)}
      state="page"
      pollMs={POLL_MS}
      empty={{ title: t('no_orders'), hint: t('no_orders_hint') }}
    />
  );
}
