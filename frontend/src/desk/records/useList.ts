/** Pages of a list whose filters carry the server's own names. */
import type { Query } from '@/shared/api/jsonClient';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { PageQuery } from '@/shared/table/types';

export function useList<T>(path: string, fixed: Query = {}) {
  const api = useApi();
  return ({ filters, cursor, limit }: PageQuery, signal: AbortSignal): Promise<Page<T>> =>
    api.get(path, { query: { ...filters, ...fixed, cursor, limit }, signal });
}

/** One record, kept under the address it was read from. */
export function useRead<T>(path: string) {
  const api = useApi();
  return {
    queryKey: ['desk', path],
    queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(path, { signal }),
  };
}
