/** Reads and marks a person's notices. Marks are shown at once and taken back if the server refuses. */
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Facts } from '@/shared/api/ApiError';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi, useSession } from '@/shared/auth/context';

const POLL_MS = 30_000;

export interface Notice {
  id: string;
  /** What happened, e.g. `deposit_approved`; its words are in `<realm>-notices`. */
  code: string;
  facts: Facts;
  link: { type: string; id: string } | null;
  at: string;
  read: boolean;
}

const base = (realm: string) => `/api/${realm}/notifications`;

export function useUnreadCount(): number {
  const api = useApi();
  const { realm } = useSession();
  const { data } = useQuery({
    queryKey: ['notices', 'count'],
    queryFn: ({ signal }) => api.get<{ unread: number }>(`${base(realm)}/count`, { signal }),
    refetchInterval: pollEvery(POLL_MS),
  });
  return data?.unread ?? 0;
}

/** The latest notices, newest first. */
export function useNotices(limit: number): UseQueryResult<Page<Notice>> {
  const api = useApi();
  const { realm } = useSession();
  return useQuery({
    queryKey: ['notices', 'latest', limit],
    queryFn: ({ signal }) => api.get<Page<Notice>>(base(realm), { query: { limit }, signal }),
  });
}

export function useMarkRead() {
  const api = useApi();
  const { realm } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.patch(`${base(realm)}/${id}`, { read: true }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
}

export function useMarkAllRead() {
  const api = useApi();
  const { realm } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.patch(base(realm), { read: true }),
    onMutate: () => queries.setQueryData(['notices', 'count'], { unread: 0 }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  });
}
