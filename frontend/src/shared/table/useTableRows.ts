/** Fetches a table's rows page by page with the server's cursor, and its totals beside them. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { pollEvery } from '@/shared/api/queryClient';
import type { DataTableProps, TableQuery, TotalLine } from './types';

const PAGE_SIZE = 100;

export interface TableRows<T> {
  rows: T[];
  totals: TotalLine[];
  phase: 'loading' | 'failed' | 'ready';
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  loadMore: () => void;
  isLoadingMore: boolean;
  isRefreshing: boolean;
  refresh: () => void;
}

type Source<T> = Pick<DataTableProps<T>, 'queryKey' | 'load' | 'loadTotals' | 'pollMs'>;

export function useTableRows<T>(source: Source<T>, query: TableQuery): TableRows<T> {
  const { queryKey, load, loadTotals, pollMs } = source;
  const pages = useInfiniteQuery({
    queryKey: [...queryKey, 'rows', query.filters, query.sort],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      load({ ...query, cursor: pageParam, limit: PAGE_SIZE }, signal),
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: pollMs ? pollEvery(pollMs) : false,
  });
  const totals = useQuery({
    queryKey: [...queryKey, 'totals', query.filters],
    queryFn: ({ signal }) => loadTotals?.(query, signal) ?? [],
    enabled: loadTotals !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  // A page may be empty although more follow: the server filters after reading.
  const onlyEmptySoFar = rows.length === 0 && pages.hasNextPage && !pages.isError;
  const { fetchNextPage, isFetching } = pages;
  useEffect(() => {
    if (onlyEmptySoFar && !isFetching) void fetchNextPage();
  }, [onlyEmptySoFar, isFetching, fetchNextPage]);
  return {
    rows,
    totals: totals.data ?? NO_TOTALS,
    phase: phaseOf(pages, onlyEmptySoFar),
    error: pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    loadMore: () => void pages.fetchNextPage(),
    isLoadingMore: pages.isFetchingNextPage,
    isRefreshing: pages.isFetching && !pages.isFetchingNextPage,
    refresh: () => {
      void pages.refetch();
      if (loadTotals) void totals.refetch();
    },
  };
}

type Phase = TableRows<unknown>['phase'];

function phaseOf(pages: { data: unknown; isError: boolean }, onlyEmptySoFar: boolean): Phase {
  if (pages.data && !onlyEmptySoFar) return 'ready';
  return pages.isError ? 'failed' : 'loading';
}

const NO_TOTALS: TotalLine[] = [];
