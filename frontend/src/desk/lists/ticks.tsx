/** Rows that are ticked, for orders that concern many at once. */
import { Checkbox } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Column } from '@/shared/table/types';

export interface Ticks<T> {
  rows: readonly T[];
  has: (row: T) => boolean;
  toggle: (row: T) => void;
  clear: () => void;
}

export function useTicks<T>(keyOf: (row: T) => string): Ticks<T> {
  const [ticked, setTicked] = useState<ReadonlyMap<string, T>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a key does not change with its function
  const toggle = useCallback((row: T) => {
    setTicked((before) => {
      const after = new Map(before);
      if (!after.delete(keyOf(row))) after.set(keyOf(row), row);
      return after;
    });
  }, []);
  const clear = useCallback(() => setTicked(new Map()), []);
  return {
    rows: [...ticked.values()],
    has: (row) => ticked.has(keyOf(row)),
    toggle,
    clear,
  };
}

/** The column to tick them in. */
export function useTickColumn<T>(
  ticks: Ticks<T>,
  header: string,
  nameOf: (row: T) => string,
): Column<T> {
  const { has, toggle } = ticks;
  const signature = ticks.rows.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new column only when ticks change
  return useMemo(
    () => ({
      id: 'tick',
      header,
      width: 72,
      control: true,
      pinned: true,
      card: 'mark',
      cell: (row) => (
        <Checkbox
          size="xs"
          aria-label={`${header}: ${nameOf(row)}`}
          checked={has(row)}
          onChange={() => toggle(row)}
        />
      ),
    }),
    [signature, header, toggle],
  );
}
