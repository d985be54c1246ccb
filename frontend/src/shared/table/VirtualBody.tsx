/**
 * Draws only the rows in sight. It is a component of its own, memoised, so that scrolling renders
 * nothing but rows: with the virtualiser in the page, every scroll event would render its filters.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect } from 'react';
import { TableRow } from './TableRow';
import classes from './table.module.css';
import type { Column } from './types';

export const ROW_HEIGHT = 41;
const OVERSCAN = 10;

export interface VirtualBodyProps<T> {
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  rowHref?: (row: T) => string;
  onOpen?: (row: T) => void;
  /** Null on the first drawing. */
  scroller: HTMLElement | null;
  hasMore: boolean;
  loadMore: () => void;
}

/** Arrow keys, J and K go from row to row; Home and End to the first and last loaded one. */
function targetIndex(key: string, index: number, count: number): number | null {
  if (key === 'ArrowDown' || key === 'j') return Math.min(index + 1, count - 1);
  if (key === 'ArrowUp' || key === 'k') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

function Body<T>(props: VirtualBodyProps<T>) {
  const { rows, columns, rowKey, rowHref, onOpen, scroller, hasMore, loadMore } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  const nearEnd = last !== undefined && last.index >= rows.length - OVERSCAN - 1;
  useEffect(() => {
    if (nearEnd && hasMore) loadMore();
  }, [nearEnd, hasMore, loadMore]);

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-index]');
    const to = row && targetIndex(event.key, Number(row.dataset.index), rows.length);
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    virtual.scrollToIndex(to);
    const body = event.currentTarget;
    requestAnimationFrame(() =>
      body.querySelector<HTMLElement>(`tr[data-index="${to}"] [data-row-open]`)?.focus(),
    );
  };

  return (
    <tbody onKeyDown={onKeyDown}>
      <Spacer height={first?.start ?? 0} />
      {items.map(({ index }) => {
        const row = rows[index] as T;
        return (
          <TableRow
            key={rowKey(row)}
            index={index}
            row={row}
            columns={columns}
            rowHref={rowHref}
            onOpen={onOpen}
          />
        );
      })}
      <Spacer height={last ? virtual.getTotalSize() - last.end : 0} />
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td style={{ height }} />
    </tr>
  );
}

export const VirtualBody = memo(Body) as typeof Body;
