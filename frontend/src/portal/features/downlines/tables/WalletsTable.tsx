/** Wallets of downlines, with what is in them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineWalletView, listDownlinesWallets } from '@/api/portal';
import { type ReportColumn, ReportTable } from '../ReportTable';
import { named } from '../where';
import { moneyColumn, textColumn } from './columns';

export function WalletsTable() {
  const { t } = useTranslation('portal-downlines');
  const columns = useMemo<ReportColumn<DownlineWalletView>[]>(
    () => [
      textColumn('currency', t('columns.currency'), (row) => row.currency, { width: 110 }),
      moneyColumn('balance', t('columns.balance'), (row) => row.balance),
      moneyColumn('available', t('columns.available'), (row) => row.available),
      moneyColumn('held', t('columns.held'), (row) => row.held),
    ],
    [t],
  );
  return (
    <ReportTable
      name="wallets"
      columns={columns}
      isNamed
      rowKey={(row) => `${row.person.id} ${row.currency}`}
      load={({ filters, cursor, limit }, signal) =>
        listDownlinesWallets({ query: { ...named(filters), cursor, limit }, signal })
      }
    />
  );
}
