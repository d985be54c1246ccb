/** The table itself: fixed columns, header and totals that stay in sight, rows drawn as needed. */
import { Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { clsx } from 'clsx';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TotalsRows } from './TotalsRows';
import classes from './table.module.css';
import type { Column, DataTableProps } from './types';
import type { TableRows } from './useTableRows';
import { VirtualBody } from './VirtualBody';

export interface TableGridProps<T>
  extends Pick<DataTableProps<T>, 'label' | 'rowKey' | 'rowHref' | 'onOpen' | 'height'> {
  columns: readonly Column<T>[];
  source: TableRows<T>;
  sort: string | null;
  onSort: (sort: string | null) => void;
}

export function TableGrid<T>(props: TableGridProps<T>) {
  const { label, columns, source, sort, onSort, rowKey, rowHref, onOpen, height } = props;
  const { t } = useTranslation('common');
  // State, not a ref: rows that are there at once are drawn before their scroller is, and must be
  // measured again when it arrives.
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const loading = source.phase === 'loading';
  return (
    <section
      ref={setScroller}
      className={classes.scroller}
      style={{ maxHeight: height }}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll a table whose rows lead nowhere
      tabIndex={0}
    >
      <table
        className={classes.table}
        style={{ minWidth: width }}
        aria-busy={loading || source.isRefreshing}
        aria-rowcount={source.hasMore ? -1 : source.rows.length + 1}
      >
        <caption className={classes.caption}>{label}</caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead className={classes.head}>
          <tr>
            {columns.map((column) => (
              <Header key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        {loading ? (
          <SkeletonBody columns={columns} label={t('states.loading')} />
        ) : (
          <VirtualBody
            rows={source.rows}
            columns={columns}
            rowKey={rowKey}
            rowHref={rowHref}
            onOpen={onOpen}
            scroller={scroller}
            hasMore={source.hasMore && !source.isLoadingMore}
            loadMore={source.loadMore}
          />
        )}
        <TotalsRows columns={columns} totals={source.totals} />
      </table>
    </section>
  );
}

interface HeaderProps<T> {
  column: Column<T>;
  sort: string | null;
  onSort: (sort: string | null) => void;
}

/** Ascending, descending, the server's own order: in turn. */
function nextSort(id: string, sort: string | null): string | null {
  if (sort === id) return `-${id}`;
  return sort === `-${id}` ? null : id;
}

function Header<T>({ column, sort, onSort }: HeaderProps<T>) {
  const order =
    sort === column.id ? 'ascending' : sort === `-${column.id}` ? 'descending' : undefined;
  const Arrow = order === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <th
      scope="col"
      aria-sort={order}
      className={clsx(classes.header, column.align === 'end' && classes.end)}
    >
      {column.sortable ? (
        <button
          type="button"
          className={classes.sorter}
          onClick={() => onSort(nextSort(column.id, sort))}
        >
          {column.header}
          <Arrow
            size={13}
            aria-hidden
            className={classes.arrow}
            data-active={order ? true : undefined}
          />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

const SKELETON_ROWS = Array.from({ length: 12 }, (_, index) => `row-${index}`);

function SkeletonBody<T>({ columns, label }: { columns: readonly Column<T>[]; label: string }) {
  return (
    <tbody aria-label={label}>
      {SKELETON_ROWS.map((key) => (
        <tr key={key} className={classes.row}>
          {columns.map((column) => (
            <td
              key={column.id}
              className={clsx(classes.cell, column.align === 'end' && classes.end)}
            >
              <Skeleton height={12} width="70%" display="inline-block" />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
