/** What the broker's trading servers are called, for lists that can be cut by them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listServerNames } from '@/api/portal';
import type { Choice } from '@/shared/table/types';

const HOUR_MS = 3_600_000;

export function useServerNames(): Choice[] {
  const { data } = useQuery({
    queryKey: ['portal', 'server-names'],
    queryFn: ({ signal }) => listServerNames({ signal }),
    staleTime: HOUR_MS,
  });
  return useMemo(
    () => (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [data],
  );
}
