/** What a signed-in client meets first: the page asked for, or agreements that have changed. */
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { readConsentsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { useSessionState } from '@/shared/auth/context';

// Its code comes for the few who need it.
const ConsentGate = lazy(() => import('./ConsentGate'));

export function Entry({ children }: { children: ReactNode }) {
  const { data } = useQuery({ ...readConsentsOptions(), staleTime: 300_000 });
  const state = useSessionState();
  const outstanding = data?.outstanding ?? [];
  // Who visits for the broker cannot accept anything, and is to see what is behind it.
  const isVisit = state.phase === 'in' && state.visit !== undefined;
  return outstanding.length > 0 && !isVisit ? <ConsentGate outstanding={outstanding} /> : children;
}
