/** One row. Its first column opens it, as a real link or button; a click anywhere does the same. */
import { Link, useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { type MouseEvent, memo, type ReactNode } from 'react';
import classes from './table.module.css';
import type { Column, DataTableProps } from './types';

interface TableRowProps<T> extends Pick<DataTableProps<T>, 'rowHref' | 'onOpen'> {
  row: T;
  index: number;
  columns: readonly Column<T>[];
}

/** A click that was meant for something inside the row, or that marked text, opens nothing. */
function isForRow(event: MouseEvent): boolean {
  const inside = (event.target as HTMLElement).closest('a, button, input, [role="button"]');
  return !inside && window.getSelection()?.toString() === '';
}

export function RowOpener<T>({
  row,
  rowHref,
  onOpen,
  children,
}: Pick<TableRowProps<T>, 'row' | 'rowHref' | 'onOpen'> & { children: ReactNode }) {
  if (rowHref) {
    return (
      <Link to={rowHref(row)} className={classes.opener} data-row-open>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" className={classes.opener} data-row-open onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  }
  return children;
}

function Row<T>({ row, index, columns, rowHref, onOpen }: TableRowProps<T>) {
  const navigate = useNavigate();
  const opener = columns.findIndex(({ control }) => !control);
  const opens = rowHref !== undefined || onOpen !== undefined;
  const open = (event: MouseEvent) => {
    if (!isForRow(event)) return;
    if (rowHref) void navigate({ to: rowHref(row) });
    else onOpen?.(row);
  };
  return (
    // The header is row 1. Keyboards use the link or button in the first cell.
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      className={clsx(classes.row, opens && classes.opens)}
      onClick={opens ? open : undefined}
    >
      {columns.map((column, place) => (
        <td key={column.id} className={clsx(classes.cell, column.align === 'end' && classes.end)}>
          {place === opener ? (
            <RowOpener row={row} rowHref={rowHref} onOpen={onOpen}>
              {column.cell(row)}
            </RowOpener>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

export const TableRow = memo(Row) as typeof Row;
