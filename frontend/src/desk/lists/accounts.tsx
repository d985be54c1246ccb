/** The columns of trading accounts, for their list and for a client's page. */
import { useMemo } from 'react';
import { Amount } from '@/shared/money/Amount';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { RestrictedChips } from '@/shared/ui/RestrictedChips';
import { StatusChip } from '@/shared/ui/StatusChip';
import { PersonName } from '../records/Person';
import type { Account } from '../records/types';
import { useWords } from '../records/words';

const FIGURES = ['balance', 'equity', 'free_margin', 'credit', 'floating'] as const;
const HIDDEN = new Set(['credit', 'floating']);

export function useAccountColumns(withClient = true): Column<Account>[] {
  const words = useWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    const client: Column<Account>[] = withClient
      ? [
          {
            id: 'client',
            header: label('client'),
            width: 220,
            cell: (row) => <PersonName person={row.client} />,
          },
        ]
      : [];
    return [
      {
        id: 'login',
        header: label('login'),
        width: 110,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.login}</bdi>,
      },
      ...client,
      { id: 'server', header: label('server'), width: 150, cell: (row) => row.server.name },
      {
        id: 'kind',
        header: label('kind'),
        width: 90,
        card: 'mark',
        cell: (row) => <StatusChip status={row.kind} />,
      },
      { id: 'leverage', header: label('leverage'), width: 90, cell: (row) => `1:${row.leverage}` },
      ...FIGURES.map(
        (name): Column<Account> => ({
          id: name,
          header: label(name),
          width: 145,
          align: 'end',
          hiddenAtFirst: HIDDEN.has(name),
          cell: (row) => (row.figures ? <Amount value={row.figures[name]} /> : '—'),
        }),
      ),
      {
        id: 'status',
        header: label('status'),
        width: 220,
        card: 'mark',
        cell: (row) => (
          <>
            <StatusChip status={row.status} /> <RestrictedChips account={row} />
          </>
        ),
      },
      {
        id: 'group',
        header: label('group'),
        width: 200,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.group}</bdi>,
      },
      {
        id: 'opened_at',
        header: label('opened_at'),
        width: 200,
        cell: (row) => <Time at={row.opened_at} />,
      },
    ];
  }, [words, withClient]);
}
