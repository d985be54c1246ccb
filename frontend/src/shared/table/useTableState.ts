/** Filters and sort of a table, kept in the address so that a view can be shared and returned to. */
import { useCallback, useMemo, useState } from 'react';
import type { SearchTexts } from '@/shared/router/search';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import type { Filter, TableQuery } from './types';

export interface TableState extends TableQuery {
  setFilters: (change: SearchTexts) => void;
  clearFilters: () => void;
  setSort: (sort: string | null) => void;
  /** Filters and sort as they are given, and nothing else. */
  setAll: (search: SearchTexts) => void;
  isFiltered: boolean;
}

/** The address parameters a filter uses. */
export const parametersOf = (filter: Filter): string[] =>
  filter.kind === 'period' ? ['from', 'to'] : [filter.id];

export function useTableState(declared: readonly Filter[], keptIn: 'address' | 'page'): TableState {
  const [address, changeAddress] = useSearchTexts();
  const [local, setLocal] = useState<SearchTexts>({});
  const changeLocal = useCallback(
    (change: SearchTexts) => setLocal((previous) => ({ ...previous, ...change })),
    [],
  );
  const texts = keptIn === 'address' ? address : local;
  const change = keptIn === 'address' ? changeAddress : changeLocal;
  const names = declared.flatMap(parametersOf).join(',');

  // A new object only when a value changes: it is part of the cache key and of memoised children.
  const signature = JSON.stringify([...names.split(',').map((name) => texts[name]), texts.sort]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the texts
  const query = useMemo<TableQuery>(() => {
    const set = names
      .split(',')
      .flatMap((name) => (texts[name] ? [[name, texts[name]] as const] : []));
    return { filters: Object.fromEntries(set), sort: texts.sort ?? null };
  }, [signature, names]);

  return {
    ...query,
    setFilters: change,
    clearFilters: () =>
      change(Object.fromEntries(names.split(',').map((name) => [name, undefined]))),
    setAll: (search) =>
      change({
        ...Object.fromEntries(names.split(',').map((name) => [name, undefined])),
        sort: undefined,
        ...search,
      }),
    setSort: (sort) => change({ sort: sort ?? undefined }),
    isFiltered: Object.keys(query.filters).length > 0,
  };
}
