/** What a signed-in client meets first: the page asked for, or agreements that have changed. */
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { readConsentsOptions } from '@/api/portal/@tanstack/react-query.gen';

// Its code comes for the few who need it.
const ConsentGate = lazy(() => import('./ConsentGate'));

export function Entry({ children }: { children: ReactNode }) {
  const { data } = useQuery({ ...readConsentsOptions(), staleTime: 300_000 });
  const outstanding = data?.outstanding ?? [];
  return outstanding.length > 0 ? <ConsentGate outstanding={outstanding} /> : children;
}
