/** How many failed commissions and claw-backs wait for staff, counted no further than the server does. */
import { useQuery } from '@tanstack/react-query';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { useCan } from '../session';

const POLL_MS = 60_000;
/** To be read anew whenever one of them was dealt with. */
export const COMMISSION_COUNTS = ['desk', 'commission-counts'];

interface StateCount {
  state: string;
  count: number;
  /** There are more than were counted. */
  capped: boolean;
}

const NONE: StateCount = { state: '', count: 0, capped: false };

export function useCommissionCounts(): (state: 'failed' | 'to_approve') => StateCount {
  const api = useApi();
  const can = useCan();
  const { data } = useQuery({
    enabled: can('read_commissions'),
    queryKey: COMMISSION_COUNTS,
    queryFn: ({ signal }) =>
      api.get<{ items: StateCount[] }>('/api/desk/commissions/counts', { signal }),
    refetchInterval: pollEvery(POLL_MS),
  });
  return (state) => data?.items.find((one) => one.state === state) ?? NONE;
}
