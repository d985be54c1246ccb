/**
 * A tree of any size: levels are fetched when they are opened, a page at a time, and only the rows
 * in sight are drawn. Arrow keys move, open and close, as in every tree of a desktop.
 */
import { Button, Loader } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import classes from './LazyTree.module.css';
import { type LoadLevel, type Row, type TreeNode, useTree } from './useTree';

const ROW_HEIGHT = 44;
const OVERSCAN = 12;

interface LazyTreeProps<N extends TreeNode> {
  label: string;
  roots: readonly N[];
  /** Where more roots are, if there are more. */
  rootsCursor?: string | null;
  load: LoadLevel<N>;
  /** What stands in a row: must not be higher than one line. */
  render: (node: N) => ReactNode;
}

export function LazyTree<N extends TreeNode>(props: LazyTreeProps<N>) {
  const { label, roots, rootsCursor = null, load, render } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, toggle, more } = useTree(roots, rootsCursor, load);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const focus = (index: number) => {
    virtual.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const index = Number((event.target as HTMLElement).dataset.index ?? Number.NaN);
    const row = rows[index];
    if (!row) return;
    const to = targetOf(event.key, index, rows);
    if (to !== null) focus(to);
    else if (!isSwitch(event.key, row)) return;
    else if (row.kind === 'node' && row.node.key) toggle(row.node.key);
    event.preventDefault();
  };
  return (
    <div ref={scroller} className={classes.scroller}>
      <div
        role="tree"
        aria-label={label}
        className={classes.all}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as Row<N>;
          return (
            <div
              key={row.at}
              data-index={index}
              role="treeitem"
              tabIndex={index === 0 ? 0 : -1}
              aria-level={row.depth + 1}
              aria-expanded={row.kind === 'node' && row.node.children > 0 ? row.isOpen : undefined}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
            >
              <span style={{ width: `min(${row.depth * 20}px, 40%)` }} className={classes.indent} />
              <RowContent row={row} toggle={toggle} more={more} render={render} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads from a row; null when it leads nowhere. */
function targetOf<N extends TreeNode>(key: string, index: number, rows: readonly Row<N>[]) {
  const row = rows[index] as Row<N>;
  if (key === 'ArrowDown') return Math.min(index + 1, rows.length - 1);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return rows.length - 1;
  if (key === 'ArrowRight' && row.kind === 'node' && row.isOpen) return index + 1;
  if (key === 'ArrowLeft' && !(row.kind === 'node' && row.isOpen)) {
    for (let place = index - 1; place >= 0; place -= 1) {
      if ((rows[place] as Row<N>).depth < row.depth) return place;
    }
  }
  return null;
}

/** Whether a key opens or closes a row. */
function isSwitch<N extends TreeNode>(key: string, row: Row<N>) {
  if (row.kind !== 'node' || row.node.children === 0) return false;
  if (key === 'ArrowRight') return !row.isOpen;
  if (key === 'ArrowLeft') return row.isOpen;
  return key === 'Enter' || key === ' ';
}

interface RowContentProps<N extends TreeNode> {
  row: Row<N>;
  toggle: (key: string) => void;
  more: (key: string) => void;
  render: (node: N) => ReactNode;
}

function RowContent<N extends TreeNode>({ row, toggle, more, render }: RowContentProps<N>) {
  const { t } = useTranslation('common');
  const { ofError } = useErrorWords();
  if (row.kind === 'node') {
    const { key, children } = row.node;
    return (
      <>
        {key && children > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            className={classes.switch}
            data-open={row.isOpen || undefined}
            aria-label={t(row.isOpen ? 'tree.close' : 'tree.open')}
            onClick={() => toggle(key)}
          >
            <IconChevronRight size={16} aria-hidden />
          </button>
        ) : (
          <span className={classes.switch} />
        )}
        <div className={classes.content}>{render(row.node)}</div>
      </>
    );
  }
  if (row.kind === 'more') {
    return row.isLoading ? (
      <Loader size="xs" aria-label={t('tree.loading')} />
    ) : (
      <Button variant="subtle" size="compact-sm" onClick={() => more(row.under)}>
        {t('tree.more')}
      </Button>
    );
  }
  return (
    <>
      <span role="alert">{ofError(asApiError(row.error))}</span>
      <Button variant="subtle" size="compact-sm" onClick={() => more(row.under)}>
        {t('tree.again')}
      </Button>
    </>
  );
}
