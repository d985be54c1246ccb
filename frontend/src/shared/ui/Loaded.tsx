/** Shows a query's three faces: skeleton, error with retry, content. */
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { ErrorState } from './ErrorState';
import { LinesSkeleton } from './skeletons';

export interface LoadedProps<T> {
  query: UseQueryResult<T, unknown>;
  skeleton?: ReactNode;
  /** Reads once more before anything is shown: for figures that decide what may be asked for. */
  anew?: boolean;
  children: (data: T) => ReactNode;
}

/** Content once loaded stays while it is refreshed, also when the refresh fails. */
export function Loaded<T>({ query, skeleton, anew = false, children }: LoadedProps<T>) {
  const { isFetchedAfterMount, refetch } = query;
  const isOld = anew && !isFetchedAfterMount;
  useEffect(() => {
    if (isOld) void refetch({ cancelRefetch: false });
  }, [isOld, refetch]);
  if (query.data !== undefined && !isOld) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <LinesSkeleton />;
}
