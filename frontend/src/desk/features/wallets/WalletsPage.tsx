/** Wallets of all clients in the viewer's scope. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { PersonName } from '../../records/Person';
import type { WalletRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';

const FIGURES = ['balance', 'held', 'available'] as const;

function useColumns(): Column<WalletRow>[] {
  const words = useWords();
  return useMemo(
    () => [
      {
        id: 'client',
        header: words('fact', 'client'),
        width: 280,
        pinned: true,
        card: 'title',
        cell: (row) => <PersonName person={row.client} />,
      },
      {
        id: 'currency',
        header: words('fact', 'currency'),
        width: 110,
        card: 'mark',
        cell: (row) => row.currency,
      },
      ...FIGURES.map(
        (name): Column<WalletRow> => ({
          id: name,
          header: words('fact', name),
          width: 180,
          align: 'end',
          cell: (row) => <Amount value={row[name]} />,
        }),
      ),
    ],
    [words],
  );
}

export default function WalletsPage() {
  const { t } = useTranslation('desk-wallets');
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'q', label: t('find') },
      { kind: 'search', id: 'currency', label: t('currency') },
    ],
    [t],
  );
  const load = useList<WalletRow>('/api/desk/wallets');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.wallets"
        label={t('title')}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => `${row.client.id}-${row.currency}`}
        rowHref={(row) => `/wallets/${row.client.id}/${row.currency}`}
        queryKey={['desk', 'wallets']}
        load={({ filters: set, ...query }, signal) =>
          load(
            {
              ...query,
              filters: set.currency ? { ...set, currency: set.currency.toUpperCase() } : set,
            },
            signal,
          )
        }
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}
