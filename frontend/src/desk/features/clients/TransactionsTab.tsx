/** Money in and out of the client's wallets, with sums over the whole filtered set. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Choice, Filter, FilterValues } from '@/shared/table/types';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { TRANSACTION_KINDS, useTransactionColumns } from '../../lists/ledger';
import type { Account, Items, Transaction } from '../../records/types';
import { useList, useRead } from '../../records/useList';
import { useChoices, useWords } from '../../records/words';
import { pathOf, useLoadTotals, useWallets } from './client';
import classes from './tabs.module.css';

const NAMES = ['kind', 'currency', 'account', 'from', 'to'];

/** Accounts to cut the list to. */
function useAccountChoices(clientId: string): Choice[] {
  const { data } = useQuery(useRead<Items<Account>>(`${pathOf(clientId)}/accounts?limit=200`));
  return useMemo(
    () => (data?.items ?? []).map(({ id, login }) => ({ value: id, label: String(login) })),
    [data],
  );
}

function useDownload(clientId: string) {
  const words = useWords();
  return useMemo(() => {
    const column = (code: string, text: (row: Transaction) => string) => ({
      header: words('fact', code),
      text,
    });
    return {
      name: `transactions-${clientId}.csv`,
      columns: [
        column('id', (row) => row.id),
        column('at', (row) => row.at),
        column('type', (row) => words('transaction', row.kind)),
        column('account', (row) => row.account ?? ''),
        column('method', (row) => row.method ?? ''),
        column('amount', (row) => row.amount.amount),
        column('currency', (row) => row.amount.currency),
        column('available_after', (row) => row.available_after?.amount ?? ''),
        column('entry_id', (row) => row.entry_id),
      ],
    };
  }, [words, clientId]);
}

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
  const kinds = useChoices('transaction', TRANSACTION_KINDS);
  const wallets = useWallets(clientId);
  const accounts = useAccountChoices(clientId);
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
      { kind: 'choice', id: 'account', label: words('fact', 'account'), options: accounts },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [words, kinds, currencies, accounts, t],
  );
  return (
    <div className={classes.column}>
      <Totals clientId={clientId} />
      <DataTable
        id="desk.client.transactions"
        label={t('tabs.transactions')}
        columns={useTransactionColumns()}
        filters={filters}
        download={useDownload(clientId)}
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
