/** Every deal of the account, newest first. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DealView, listOwnDeals } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';

function useColumns(): Column<DealView>[] {
  const { t } = useTranslation('portal-accounts');
  const { tag } = useLanguage();
  return useMemo(() => {
    const decimal = (text: string) => formatDecimalText(text, tag);
    const isTrade = ({ action }: DealView) => action === 'buy' || action === 'sell';
    const end = { align: 'end' as const };
    return [
      {
        id: 'at',
        header: t('trades.at'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'symbol',
        header: t('trades.symbol'),
        width: 110,
        cell: (row) => (row.symbol ? <bdi>{row.symbol}</bdi> : '—'),
      },
      {
        id: 'action',
        header: t('trades.action'),
        width: 130,
        card: 'mark',
        cell: (row) => t(`actions.${row.action}`),
      },
      {
        id: 'entry',
        header: t('trades.entry'),
        width: 120,
        cell: (row) => (isTrade(row) ? t(`entries.${row.entry}`) : '—'),
      },
      {
        id: 'lots',
        header: t('trades.lots'),
        width: 90,
        ...end,
        cell: (row) => (isTrade(row) ? decimal(row.lots) : '—'),
      },
      {
        id: 'price',
        header: t('trades.price'),
        width: 120,
        ...end,
        cell: (row) => (isTrade(row) ? decimal(row.price) : '—'),
      },
      {
        id: 'commission',
        header: t('trades.commission'),
        width: 130,
        ...end,
        cell: (row) => <Amount value={row.commission} signed />,
      },
      {
        id: 'swap',
        header: t('trades.swap'),
        width: 120,
        ...end,
        cell: (row) => <Amount value={row.swap} signed />,
      },
      {
        id: 'profit',
        header: t('trades.result'),
        width: 150,
        ...end,
        cell: (row) => <Amount value={row.profit} signed />,
      },
      {
        id: 'comment',
        header: t('trades.comment'),
        width: 160,
        cell: (row) => (row.comment ? <bdi>{row.comment}</bdi> : '—'),
      },
      {
        id: 'server_time',
        header: t('trades.server_time'),
        width: 190,
        hiddenAtFirst: true,
        cell: (row) => <bdi dir="ltr">{row.server_time.replace('T', ' ')}</bdi>,
      },
      {
        id: 'deal_id',
        header: t('trades.deal'),
        width: 110,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.deal_id}</bdi>,
      },
    ];
  }, [t, tag]);
}

export function DealsTable({ accountId }: { accountId: string }) {
  const { t } = useTranslation('portal-accounts');
  return (
    <DataTable
      id="portal.deals"
      label={t('one.deals')}
      columns={useColumns()}
      rowKey={(row) => row.deal_id}
      queryKey={['portal', 'deals', accountId]}
      load={({ cursor, limit }, signal) =>
        listOwnDeals({ path: { account_id: accountId }, query: { cursor, limit }, signal })
      }
      state="page"
      pollMs={15_000}
      empty={{ title: t('trades.no_deals'), hint: t('trades.no_deals_hint') }}
    />
  );
}
