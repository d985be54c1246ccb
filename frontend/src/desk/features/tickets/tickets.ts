/** Calls of the ticket page. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TicketPostView, TicketView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { useRead } from '../../records/useList';

const POLL_MS = 10_000;
const SHOWN = 50;

export const pathOf = (id: string) => `/api/desk/tickets/${encodeURIComponent(id)}`;

export function useTicket(id: string) {
  return useQuery({ ...useRead<TicketView>(pathOf(id)), refetchInterval: pollEvery(POLL_MS) });
}

export function usePosts(id: string) {
  const api = useApi();
  const path = `${pathOf(id)}/posts`;
  return useInfiniteQuery({
    queryKey: ['desk', path],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<TicketPostView>>(path, { query: { cursor: pageParam, limit: SHOWN }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: next }) => next,
    refetchInterval: pollEvery(POLL_MS),
  });
}

/** After something was done to a ticket: it is known as it stands, its thread is read anew. */
export function useRefreshTicket(id: string) {
  const queries = useQueryClient();
  return (after?: TicketView) => {
    const queryKey = ['desk', pathOf(id)];
    if (after) queries.setQueryData(queryKey, after);
    else void queries.invalidateQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: ['desk', `${pathOf(id)}/posts`] });
    void queries.invalidateQueries({ queryKey: ['desk', 'tickets'] });
  };
}
