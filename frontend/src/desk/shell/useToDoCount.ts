/** How many requests wait for the viewer's decision. */
import { useQuery } from '@tanstack/react-query';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import type { RequestCounts } from '../records/types';
import { useCan } from '../session';

const POLL_MS = 20_000;

export function useRequestCounts() {
  const api = useApi();
  const can = useCan();
  return useQuery({
    enabled: can('read_requests'),
    queryKey: ['desk', 'requests', 'counts'],
    queryFn: ({ signal }) => api.get<RequestCounts>('/api/desk/requests/counts', { signal }),
    refetchInterval: pollEvery(POLL_MS),
  });
}

export function useToDoCount(): number {
  const { data } = useRequestCounts();
  return data?.items.reduce((sum, { to_do }) => sum + to_do, 0) ?? 0;
}
