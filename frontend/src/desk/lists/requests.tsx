/** The columns of requests, for the queue and for a client's page. */
import { useMemo } from 'react';
import { Amount } from '@/shared/money/Amount';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import { RequestGist } from '../records/RequestGist';
import type { ClientRequest } from '../records/types';
import { useWords } from '../records/words';

/** The amount a request is about, when it is about one. */
export function amountOf({ summary }: Pick<ClientRequest, 'summary'>) {
  const { amount, currency } = summary;
  if (typeof amount !== 'string' || typeof currency !== 'string') return null;
  return { amount, currency };
}

export function useRequestColumns<T extends ClientRequest>(): Column<T>[] {
  const words = useWords();
  return useMemo(
    () => [
      {
        id: 'type',
        header: words('fact', 'type'),
        width: 165,
        pinned: true,
        card: 'title',
        cell: (row) => words('request', row.type),
      },
      {
        id: 'amount',
        header: words('fact', 'amount'),
        width: 135,
        align: 'end',
        cell: (row) => {
          const amount = amountOf(row);
          return amount ? <Amount value={amount} /> : '—';
        },
      },
      {
        id: 'about',
        header: words('fact', 'about'),
        width: 265,
        cell: (row) => <RequestGist type={row.type} summary={row.summary} />,
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 110,
        card: 'mark',
        cell: (row) => <StatusChip status={row.status} />,
      },
      {
        id: 'submitted_at',
        header: words('fact', 'submitted_at'),
        width: 190,
        cell: (row) => <Time at={row.submitted_at} />,
      },
      {
        id: 'decided_at',
        header: words('fact', 'decided_at'),
        width: 200,
        hiddenAtFirst: true,
        cell: (row) => (row.decided_at ? <Time at={row.decided_at} /> : '—'),
      },
      {
        id: 'payment_status',
        header: words('fact', 'payment_status'),
        width: 130,
        hiddenAtFirst: true,
        cell: (row) => <StatusChip status={row.payment_status} />,
      },
      {
        id: 'funding_status',
        header: words('fact', 'funding_status'),
        width: 130,
        hiddenAtFirst: true,
        cell: (row) => <StatusChip status={row.funding_status} />,
      },
      {
        id: 'id',
        header: words('fact', 'request_id'),
        width: 270,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.id}</bdi>,
      },
    ],
    [words],
  );
}
