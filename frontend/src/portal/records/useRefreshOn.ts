/** Makes what was read before stale when a request has moved: its money shows in many places. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** `state` names where the request stands; other pages read anew once it is another. */
export function useRefreshOn(state: string): void {
  const queries = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the state changes
  useEffect(() => {
    void queries.invalidateQueries({ refetchType: 'none' });
  }, [queries, state]);
}
