/** Shows a query's three faces: skeleton, error with retry, content. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';
import { LinesSkeleton } from './skeletons';

export interface LoadedProps<T> {
  query: UseQueryResult<T, unknown>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Content once loaded stays while it is refreshed, also when the refresh fails. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <LinesSkeleton />;
}
