/** Completed movements of the client's money, with totals per currency over what is filtered. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Choice, Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { entryPath } from '../../records/entryPath';
import { useMethodName } from '../../records/methodNames';
import { useAccounts, useWallets } from '../../records/queries';
import { KindTotals } from './KindTotals';
import { loadTotals, loadTransactions, TRANSACTION_KINDS, type Transaction } from './transactions';

function useColumns(): Column<Transaction>[] {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const methodName = useMethodName();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('transactions.kind'),
        width: 150,
        pinned: true,
        card: 'title',
        cell: (row) => t(`portal-records:kinds.${row.kind}`),
      },
      { id: 'at', header: t('transactions.at'), width: 190, cell: (row) => <Time at={row.at} /> },
      {
        id: 'account',
        header: t('transactions.account'),
        width: 160,
        cell: (row) => {
          const client = row.counterparty;
          if (row.account) return <bdi>{row.account}</bdi>;
          if (!client) return t('transactions.wallet');
          const isOut = row.kind === 'transfer_out';
          return t(isOut ? 'transactions.to_client' : 'transactions.from_client', { client });
        },
      },
      {
        id: 'method',
        header: t('transactions.method'),
        width: 150,
        cell: (row) =>
          row.method
            ? methodName(row.kind === 'deposit' ? 'deposit' : 'withdrawal', row.method)
            : '—',
      },
      {
        id: 'amount',
        header: t('transactions.amount'),
        width: 160,
        align: 'end',
        card: 'mark',
        cell: (row) => <Amount value={row.amount} signed />,
      },
      {
        id: 'available_after',
        header: t('transactions.available_after'),
        width: 170,
        align: 'end',
        cell: (row) => (row.available_after ? <Amount value={row.available_after} /> : '—'),
      },
      {
        id: 'id',
        header: t('transactions.id'),
        width: 270,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.id}</bdi>,
      },
    ],
    [t, methodName],
  );
}

function useAccountChoices(): Choice[] {
  const { data } = useAccounts();
  const known = data?.items.map(({ id, login }) => `${id}:${login}`).join(',');
  return useMemo(
    () =>
      (known?.split(',').filter(Boolean) ?? []).map((one) => {
        const [value = '', label = ''] = one.split(':');
        return { value, label };
      }),
    [known],
  );
}

function useFilters(): Filter[] {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const currencies = useWallets()
    .data?.items.map(({ currency }) => currency)
    .join(',');
  const accounts = useAccountChoices();
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'kind',
        label: t('transactions.kind'),
        options: TRANSACTION_KINDS.map((kind) => ({
          value: kind,
          label: t(`portal-records:kinds.${kind}`),
        })),
      },
      {
        kind: 'choice',
        id: 'currency',
        label: t('transactions.currency'),
        options: (currencies?.split(',') ?? []).map((one) => ({ value: one, label: one })),
      },
      { kind: 'choice', id: 'account', label: t('transactions.account'), options: accounts },
      { kind: 'period', id: 'period', label: t('transactions.period') },
    ],
    [t, currencies, accounts],
  );
}

/** The columns of the file: everything that the list can show. */
function useDownload() {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const methodName = useMethodName();
  return useMemo(() => {
    const column = (header: string, text: (row: Transaction) => string) => ({ header, text });
    return {
      name: 'transactions.csv',
      columns: [
        column(t('transactions.id'), (row) => row.id),
        column(t('transactions.at'), (row) => row.at),
        column(t('transactions.kind'), (row) => t(`portal-records:kinds.${row.kind}`)),
        column(t('transactions.account'), (row) => row.account ?? row.counterparty ?? ''),
        column(t('transactions.method'), (row) =>
          row.method
            ? methodName(row.kind === 'deposit' ? 'deposit' : 'withdrawal', row.method)
            : '',
        ),
        column(t('transactions.amount'), (row) => row.amount.amount),
        column(t('transactions.currency'), (row) => row.amount.currency),
        column(t('transactions.available_after'), (row) => row.available_after?.amount ?? ''),
      ],
    };
  }, [t, methodName]);
}

export default function TransactionsPage() {
  const { t } = useTranslation('portal-funds');
  return (
    <>
      <PageHeader title={t('transactions.title')} subtitle={t('transactions.subtitle')} />
      <KindTotals />
      <DataTable
        id="portal.transactions"
        download={useDownload()}
        label={t('transactions.title')}
        columns={useColumns()}
        filters={useFilters()}
        rowKey={(row) => row.id}
        rowHref={(row) => entryPath(row.entry_id)}
        queryKey={['portal', 'transactions']}
        load={loadTransactions}
        loadTotals={loadTotals}
        empty={{
          title: t('transactions.empty'),
          hint: t('transactions.empty_hint'),
          action: (
            <Button component={Link} to="/funds/deposit">
              {t('transactions.first_deposit')}
            </Button>
          ),
        }}
      />
    </>
  );
}
