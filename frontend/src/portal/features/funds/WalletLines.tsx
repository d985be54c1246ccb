/** The ledger of one wallet: each line opens the entry that made it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnWalletLines, type WalletLineView } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { entryPath } from '../../records/entryPath';

function useColumns(): Column<WalletLineView>[] {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const { tag } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('lines.kind'),
        width: 190,
        pinned: true,
        card: 'title',
        cell: (row) => t(`portal-records:entries.${row.kind}`),
      },
      { id: 'at', header: t('lines.at'), width: 200, cell: (row) => <Time at={row.at} /> },
      {
        id: 'bucket',
        header: t('lines.bucket'),
        width: 120,
        cell: (row) => (
          <Chip tone={row.bucket === 'held' ? 'warn' : 'neutral'}>
            {t(`buckets.${row.bucket}`)}
          </Chip>
        ),
      },
      {
        id: 'amount',
        header: t('lines.amount'),
        width: 160,
        align: 'end',
        card: 'mark',
        cell: (row) => <Amount value={row.amount} signed />,
      },
      {
        id: 'available_after',
        header: t('lines.available_after'),
        width: 170,
        align: 'end',
        cell: (row) => <Amount value={row.available_after} />,
      },
      {
        id: 'held_after',
        header: t('lines.held_after'),
        width: 160,
        align: 'end',
        cell: (row) => <Amount value={row.held_after} />,
      },
      {
        id: 'sequence',
        header: t('lines.sequence'),
        width: 90,
        align: 'end',
        cell: (row) => formatCount(row.sequence, tag),
      },
    ],
    [t, tag],
  );
}

export function WalletLines({ currency }: { currency: string }) {
  const { t } = useTranslation('portal-funds');
  return (
    <DataTable
      id="portal.wallet-lines"
      label={t('lines.title', { currency })}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => entryPath(row.entry_id)}
      queryKey={['portal', 'wallet-lines', currency]}
      load={({ cursor, limit }, signal) =>
        listOwnWalletLines({ path: { currency }, query: { cursor, limit }, signal })
      }
      state="page"
      empty={{
        title: t('lines.empty', { currency }),
        hint: t('transactions.empty_hint'),
        action: (
          <Button component={Link} to="/funds/deposit">
            {t('transactions.first_deposit')}
          </Button>
        ),
      }}
    />
  );
}
