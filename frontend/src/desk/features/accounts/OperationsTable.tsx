/** What staff have done with the money of one account, and what came of it. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { StatusChip, type Tone } from '@/shared/ui/StatusChip';
import type { Operation } from '../../records/types';
import { useList } from '../../records/useList';
import { useCodeWords, useWords } from '../../records/words';
import { pathOf, takes } from './operations';

const POLL_MS = 3_000;
const TONES: Record<Operation['stage'], Tone> = {
  started: 'info',
  asked: 'info',
  completed: 'good',
  refused: 'bad',
};

function useColumns(): Column<Operation>[] {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const why = useCodeWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'kind',
        header: label('type'),
        width: 140,
        pinned: true,
        card: 'title',
        cell: (row) => words('transaction', row.kind),
      },
      {
        id: 'stage',
        header: label('status'),
        width: 130,
        card: 'mark',
        cell: (row) => <StatusChip status={row.stage} tone={TONES[row.stage]} />,
      },
      {
        id: 'amount',
        header: label('amount'),
        width: 150,
        align: 'end',
        cell: (row) => (
          <Amount
            value={
              takes(row.kind) ? { ...row.amount, amount: `-${row.amount.amount}` } : row.amount
            }
            signed
          />
        ),
      },
      {
        id: 'comment',
        header: label('comment'),
        width: 220,
        cell: (row) => <bdi>{row.comment}</bdi>,
      },
      { id: 'by', header: label('who'), width: 140, cell: (row) => <bdi>{row.by}</bdi> },
      { id: 'at', header: label('at'), width: 210, cell: (row) => <Time at={row.at} /> },
      {
        id: 'code',
        header: t('operate.why_not'),
        width: 240,
        cell: (row) => (row.code ? why(row.code) : '—'),
      },
      {
        id: 'ticket',
        header: label('ticket'),
        width: 120,
        cell: (row) => <bdi>{row.ticket ?? '—'}</bdi>,
      },
      {
        id: 'entry_id',
        header: label('entry'),
        width: 130,
        card: 'none',
        cell: (row) =>
          row.entry_id ? (
            <Anchor component={Link} to={`/entries/${row.entry_id}`} inherit>
              {label('entry')}
            </Anchor>
          ) : (
            '—'
          ),
      },
    ];
  }, [t, words, why]);
}

export function OperationsTable({ accountId }: { accountId: string }) {
  const { t } = useTranslation('desk-accounts');
  return (
    <DataTable
      id="desk.account.operations"
      label={t('operations')}
      columns={useColumns()}
      rowKey={(row) => row.id}
      queryKey={['desk', 'operations', accountId]}
      load={useList<Operation>(pathOf(accountId))}
      state="page"
      pollMs={POLL_MS}
      empty={{ title: t('no_operations'), hint: t('no_operations_hint') }}
    />
  );
}
