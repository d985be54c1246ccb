/** Today's figures, counted from the newest records of each list. */
import { useQuery } from '@tanstack/react-query';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { type Money, sumByCurrency } from '@/shared/money/money';
import { startOfDay } from '@/shared/time/format';
import { amountOf } from '../../lists/requests';
import type { ClientRow, DeskRequest } from '../../records/types';
import { useCan } from '../../session';

/** As many as one page holds: a busier day is shown as "200+". */
const MOST = 200;
const POLL_MS = 60_000;

/** A count, and whether there are more than were looked at. */
export interface Counted {
  count: number;
  more: boolean;
}

/** The day, `YYYY-MM-DD`, that it is in a zone. */
export const dayIn = (now: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);

export function countSince<T>(page: Page<T>, since: string, at: (row: T) => string): Counted {
  const count = page.items.filter((row) => Date.parse(at(row)) >= Date.parse(since)).length;
  return { count, more: count === page.items.length && page.next_cursor !== null };
}

export interface TodayOf extends Counted {
  sums: Money[];
}

/** Today's requests of one type, with the sums of what was asked for. */
export function requestsSince(page: Page<DeskRequest>, type: string, since: string): TodayOf {
  const items = page.items.filter((request) => request.type === type);
  const counted = countSince({ ...page, items }, since, ({ submitted_at }) => submitted_at);
  const today = items.filter(({ submitted_at }) => Date.parse(submitted_at) >= Date.parse(since));
  return { ...counted, sums: sumByCurrency(today.flatMap((request) => amountOf(request) ?? [])) };
}

export const todayStart = (zone: string, now = new Date()): string =>
  startOfDay(dayIn(now, zone), zone);

export function useLatestClients() {
  const api = useApi();
  const can = useCan();
  return useQuery({
    queryKey: ['desk', 'clients', 'latest'],
    queryFn: ({ signal }) =>
      api.get<Page<ClientRow>>('/api/desk/clients', { query: { limit: MOST }, signal }),
    enabled: can('read_clients'),
    refetchInterval: pollEvery(POLL_MS),
  });
}

export function useLatestRequests(type: string) {
  const api = useApi();
  const can = useCan();
  return useQuery({
    queryKey: ['desk', 'requests', 'latest', type],
    queryFn: ({ signal }) =>
      api.get<Page<DeskRequest>>('/api/desk/requests', {
        query: { view: 'all', type, limit: MOST },
        signal,
      }),
    enabled: can('read_requests'),
    refetchInterval: pollEvery(POLL_MS),
  });
}
