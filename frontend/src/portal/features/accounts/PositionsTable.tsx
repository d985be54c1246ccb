/** What the account holds now; renews itself while in view. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountView, listOwnPositions, type PositionView } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';

const POLL_MS = 5_000;
// What some platforms do not say of an open position.
const RESULTS = new Set(['current_price', 'stop_loss', 'take_profit', 'profit']);

function useColumns(): Column<PositionView>[] {
  const { t } = useTranslation('portal-accounts');
  const { tag } = useLanguage();
  return useMemo(() => {
    const decimal = (text: string | null) => (text ? formatDecimalText(text, tag) : '—');
    const end = { align: 'end' as const };
    return [
      {
        id: 'symbol',
        header: t('trades.symbol'),
        width: 110,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.symbol}</bdi>,
      },
      {
        id: 'side',
        header: t('trades.side'),
        width: 90,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.side === 'buy' ? 'info' : 'warn'}>{t(`trades.${row.side}`)}</Chip>
        ),
      },
      { id: 'lots', header: t('trades.lots'), width: 90, ...end, cell: (row) => decimal(row.lots) },
      {
        id: 'open_price',
        header: t('trades.open_price'),
        width: 120,
        ...end,
        cell: (row) => decimal(row.open_price),
      },
      {
        id: 'current_price',
        header: t('trades.current_price'),
        width: 120,
        ...end,
        cell: (row) => decimal(row.current_price),
      },
      {
        id: 'stop_loss',
        header: t('trades.stop_loss'),
        width: 110,
        ...end,
        cell: (row) => decimal(row.stop_loss),
      },
      {
        id: 'take_profit',
        header: t('trades.take_profit'),
        width: 110,
        ...end,
        cell: (row) => decimal(row.take_profit),
      },
      {
        id: 'swap',
        header: t('trades.swap'),
        width: 120,
        ...end,
        cell: (row) => (row.swap ? <Amount value={row.swap} signed /> : '—'),
      },
      {
        id: 'profit',
        header: t('trades.profit'),
        width: 140,
        ...end,
        cell: (row) => (row.profit ? <Amount value={row.profit} signed /> : '—'),
      },
      {
        id: 'opened_at',
        header: t('trades.opened_at'),
        width: 190,
        cell: (row) => <Time at={row.opened_at} />,
      },
      {
        id: 'position_id',
        header: t('trades.position'),
        width: 120,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.position_id}</bdi>,
      },
    ];
  }, [t, tag]);
}

export function PositionsTable({ account }: { account: AccountView }) {
  const { t } = useTranslation('portal-accounts');
  const columns = useColumns();
  const tellsResults = account.server.abilities.includes('position_results');
  return (
    <DataTable
      id="portal.positions"
      label={t('one.positions')}
      columns={tellsResults ? columns : columns.filter((one) => !RESULTS.has(one.id))}
      rowKey={(row) => row.position_id}
      queryKey={['portal', 'positions', account.id]}
      load={({ cursor, limit }, signal) =>
        listOwnPositions({ path: { account_id: account.id }, query: { cursor, limit }, signal })
      }
      state="page"
      pollMs={POLL_MS}
      empty={{
        title: t('trades.no_positions'),
        hint: t('trades.no_positions_hint'),
      }}
    />
  );
}
