/** Open positions and deals of one trading account. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import type { Money } from '@/shared/money/money';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import type { Account, Deal, Position } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';

const POLL_MS = 5_000;
// What some platforms do not say of an open position.
const RESULTS = new Set(['current_price', 'stop_loss', 'take_profit', 'profit']);

/** Makers of the columns that both tables have. */
function useMakers() {
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return {
      words,
      label,
      number: <T,>(id: string, width: number, pick: (row: T) => string | null): Column<T> => ({
        id,
        header: label(id),
        width,
        align: 'end',
        cell: (row) => {
          const text = pick(row);
          return text === null || text === '' ? '—' : <bdi>{formatDecimalText(text, tag)}</bdi>;
        },
      }),
      money: <T,>(id: string, pick: (row: T) => Money | null): Column<T> => ({
        id,
        header: label(id),
        width: 140,
        align: 'end',
        cell: (row) => {
          const amount = pick(row);
          return amount ? <Amount value={amount} signed /> : '—';
        },
      }),
    };
  }, [words, tag]);
}

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

export function DealsTable({ accountId }: { accountId: string }) {
  const { t } = useTranslation('desk-accounts');
  const filters = useMemo<Filter[]>(
    () => [{ kind: 'search', id: 'position_id', label: t('find_position') }],
    [t],
  );
  return (
    <DataTable
      id="desk.account.deals"
      label={t('deals')}
      columns={useDealColumns()}
      filters={filters}
      rowKey={(row) => row.deal_id}
      queryKey={['desk', 'deals', accountId]}
      load={useList<Deal>(`/api/desk/accounts/${accountId}/deals`)}
      state="page"
      empty={{ title: t('no_deals') }}
    />
  );
}
