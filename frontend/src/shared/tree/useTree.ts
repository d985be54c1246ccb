/** The nodes of a tree as far as somebody has opened them: a list of rows, one level at a time. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Page } from '@/shared/api/page';

export interface TreeNode {
  /** What the node's own level is asked for by; null for one that cannot be opened. */
  key: string | null;
  /** How many are directly below. */
  children: number;
}

export type Row<N extends TreeNode> =
  | { kind: 'node'; node: N; depth: number; isOpen: boolean; at: string }
  | { kind: 'more'; depth: number; under: string; isLoading: boolean; at: string }
  | { kind: 'failed'; depth: number; under: string; error: unknown; at: string };

interface Level<N> {
  items: readonly N[];
  cursor: string | null;
  state: 'loading' | 'ready' | 'failed';
  error?: unknown;
}

type Levels<N> = ReadonlyMap<string, Level<N>>;

/** The next page of whoever is below a node; of the first level without one. */
export type LoadLevel<N> = (key: string | undefined, cursor: string | null) => Promise<Page<N>>;

/** Under which the further roots are kept. */
const ROOTS = '';

const NO_LEVELS = new Map();

export function useTree<N extends TreeNode>(
  roots: readonly N[],
  rootsCursor: string | null,
  load: LoadLevel<N>,
) {
  const [levels, setLevels] = useState<Levels<N>>(NO_LEVELS);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());

  const put = useCallback((key: string, change: (before: Level<N> | undefined) => Level<N>) => {
    setLevels((before) => new Map(before).set(key, change(before.get(key))));
  }, []);

  const fetchMore = useCallback(
    async (key: string, cursor: string | null) => {
      const kept = (before: Level<N> | undefined) => before?.items ?? [];
      put(key, (before) => ({ items: kept(before), cursor, state: 'loading' }));
      try {
        const page = await load(key === ROOTS ? undefined : key, cursor);
        put(key, (before) => ({
          items: [...kept(before), ...page.items],
          cursor: page.next_cursor,
          state: 'ready',
        }));
      } catch (error) {
        put(key, (before) => ({ items: kept(before), cursor, state: 'failed', error }));
      }
    },
    [load, put],
  );

  const toggle = useCallback(
    (key: string) => {
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return after;
      });
      if (!levels.has(key)) void fetchMore(key, null);
    },
    [levels, fetchMore],
  );

  // Whoever opens a tree wants to see its first level.
  const first = roots.length === 1 ? roots[0] : undefined;
  useEffect(() => {
    if (!first?.key || first.children === 0) return;
    setOpen(new Set([first.key]));
    void fetchMore(first.key, null);
  }, [first, fetchMore]);

  const more = useCallback(
    (key: string) => {
      const level = levels.get(key);
      if (key === ROOTS && !level) void fetchMore(ROOTS, rootsCursor);
      else if (level && level.state !== 'loading') void fetchMore(key, level.cursor);
    },
    [levels, fetchMore, rootsCursor],
  );

  const rows = useMemo(
    () => rowsOf(roots, rootsCursor, levels, open),
    [roots, rootsCursor, levels, open],
  );
  return { rows, toggle, more };
}

function rowsOf<N extends TreeNode>(
  roots: readonly N[],
  rootsCursor: string | null,
  levels: Levels<N>,
  open: ReadonlySet<string>,
): Row<N>[] {
  const rows: Row<N>[] = [];
  const add = (nodes: readonly N[], depth: number, under: string) => {
    for (const [place, node] of nodes.entries()) {
      const isOpen = node.key !== null && open.has(node.key);
      rows.push({ kind: 'node', node, depth, isOpen, at: `${under}/${node.key ?? place}` });
      if (isOpen && node.key) addLevel(node.key, depth + 1);
    }
  };
  const addLevel = (key: string, depth: number) => {
    const level = levels.get(key);
    if (!level) return;
    add(level.items, depth, key);
    const shared = { depth, under: key, at: `${key}/end` };
    if (level.state === 'failed') rows.push({ kind: 'failed', error: level.error, ...shared });
    else if (level.state === 'loading' || level.cursor) {
      rows.push({ kind: 'more', isLoading: level.state === 'loading', ...shared });
    }
  };
  add(roots, 0, 'roots');
  if (levels.has(ROOTS)) addLevel(ROOTS, 0);
  else if (rootsCursor) {
    rows.push({ kind: 'more', depth: 0, under: ROOTS, isLoading: false, at: 'roots/end' });
  }
  return rows;
}
