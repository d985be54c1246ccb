/** Money in and out of the client's wallets, with sums over the whole filtered set. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter, FilterValues } from '@/shared/table/types';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { useTransactionColumns } from '../../lists/ledger';
import type { Transaction } from '../../records/types';
import { useList } from '../../records/useList';
import { useChoices, useWords } from '../../records/words';
import { pathOf, useLoadTotals, useWallets } from './client';
import classes from './tabs.module.css';

const KINDS = [
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'credit_in',
  'credit_out',
  'refund',
  'adjustment',
];

const NAMES = ['kind', 'currency', 'from', 'to'];

/** The sums follow the filters of the table, which are in the address. */
function useSetFilters(): FilterValues {
  const [search] = useSearchTexts();
  return Object.fromEntries(
    NAMES.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])),
  );
}

export function TransactionsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const kinds = useChoices('transaction', KINDS);
  const wallets = useWallets(clientId);
  const currencies = wallets.data?.items.map(({ currency }) => currency).join(',') ?? '';
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'choice', id: 'kind', label: words('fact', 'type'), options: kinds },
      {
        kind: 'choice',
        id: 'currency',
        label: words('fact', 'currency'),
        options: currencies
          .split(',')
          .filter(Boolean)
          .map((value) => ({ value, label: value })),
      },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [words, kinds, currencies, t],
  );
  return (
    <div className={classes.column}>
      <Totals clientId={clientId} />
      <DataTable
        id="desk.client.transactions"
        label={t('tabs.transactions')}
        columns={useTransactionColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/entries/${row.entry_id}`}
        queryKey={['desk', 'client-transactions', clientId]}
        load={useList<Transaction>(`${pathOf(clientId)}/transactions`)}
        empty={{ title: t('no_transactions') }}
      />
    </div>
  );
}

function Totals({ clientId }: { clientId: string }) {
  const filters = useSetFilters();
  const words = useWords();
  const { t } = useTranslation('desk-clients');
  const load = useLoadTotals(clientId);
  const totals = useQuery({
    queryKey: ['desk', 'client-totals', clientId, filters],
    queryFn: ({ signal }) => load({ filters }, signal),
    placeholderData: (previous) => previous,
  });
  if (!totals.data || totals.data.length === 0) return null;
  return (
    <FigureRow>
      {totals.data.map(({ kind, currency, amount, count }) => (
        <FigureCard
          key={`${kind}-${currency}`}
          label={words('transaction', kind)}
          value={<Amount value={amount} />}
          note={t('transactions_counted', { count })}
        />
      ))}
    </FigureRow>
  );
}
