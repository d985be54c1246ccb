/** The columns of a client's transactions and of a wallet's lines. */
import { useMemo } from 'react';
import { Amount } from '@/shared/money/Amount';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import type { Transaction, WalletLine } from '../records/types';
import { useWords } from '../records/words';

export const TRANSACTION_KINDS = [
  'commission',
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'credit_in',
  'credit_out',
  'refund',
  'adjustment',
];

export function useTransactionColumns(): Column<Transaction>[] {
  const words = useWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'kind',
        header: label('type'),
        width: 160,
        pinned: true,
        card: 'title',
        cell: (row) => words('transaction', row.kind),
      },
      { id: 'at', header: label('at'), width: 200, cell: (row) => <Time at={row.at} /> },
      {
        id: 'amount',
        header: label('amount'),
        width: 160,
        align: 'end',
        card: 'mark',
        cell: (row) => <Amount value={row.amount} signed />,
      },
      {
        id: 'account',
        header: label('account'),
        width: 120,
        cell: (row) => <bdi>{row.account ?? '—'}</bdi>,
      },
      {
        id: 'available_after',
        header: label('available_after'),
        width: 160,
        align: 'end',
        cell: (row) => (row.available_after ? <Amount value={row.available_after} /> : '—'),
      },
      {
        id: 'method',
        header: label('method'),
        width: 160,
        cell: (row) => (row.method ? words('value', row.method) : '—'),
      },
      {
        id: 'entry_id',
        header: label('entry_id'),
        width: 330,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.entry_id}</bdi>,
      },
    ];
  }, [words]);
}

export function useWalletLineColumns(): Column<WalletLine>[] {
  const words = useWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'kind',
        header: label('type'),
        width: 170,
        pinned: true,
        card: 'title',
        cell: (row) => words('entry', row.kind),
      },
      {
        id: 'at',
        header: label('at'),
        width: 210,
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'bucket',
        header: label('bucket'),
        width: 115,
        cell: (row) => (
          <Chip tone={row.bucket === 'held' ? 'warn' : 'neutral'}>
            {words('bucket', row.bucket)}
          </Chip>
        ),
      },
      {
        id: 'amount',
        header: label('amount'),
        width: 160,
        align: 'end',
        card: 'mark',
        cell: (row) => <Amount value={row.amount} signed />,
      },
      {
        id: 'available_after',
        header: label('available_after'),
        width: 160,
        align: 'end',
        cell: (row) => <Amount value={row.available_after} />,
      },
      {
        id: 'held_after',
        header: label('held_after'),
        width: 150,
        align: 'end',
        cell: (row) => <Amount value={row.held_after} />,
      },
      {
        id: 'cause',
        header: label('cause'),
        width: 140,
        cell: (row) => words('cause', row.cause.type),
      },
      {
        id: 'sequence',
        header: label('sequence'),
        width: 90,
        align: 'end',
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => row.sequence,
      },
    ];
  }, [words]);
}
