/** The same rows as cards, for a phone. */
import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './CardList.module.css';
import { RowOpener } from './TableRow';
import { TotalCards } from './TotalCards';
import type { Column, DataTableProps } from './types';
import type { TableRows } from './useTableRows';

interface CardListProps<T>
  extends Pick<DataTableProps<T>, 'label' | 'rowKey' | 'rowHref' | 'onOpen'> {
  columns: readonly Column<T>[];
  source: TableRows<T>;
}

export function CardList<T>({ label, columns, source, rowKey, rowHref, onOpen }: CardListProps<T>) {
  const { t } = useTranslation('common');
  if (source.phase === 'loading') return <SkeletonCards label={t('states.loading')} />;
  return (
    <>
      <ul className={classes.list} aria-label={label} aria-busy={source.isRefreshing}>
        {source.rows.map((row) => (
          <Card key={rowKey(row)} row={row} columns={columns} rowHref={rowHref} onOpen={onOpen} />
        ))}
      </ul>
      <TotalCards columns={columns} totals={source.totals} />
      {source.hasMore ? (
        <div className={classes.more}>
          <Button
            variant="default"
            fullWidth
            loading={source.isLoadingMore}
            onClick={source.loadMore}
          >
            {t('table.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface CardProps<T> extends Pick<DataTableProps<T>, 'rowHref' | 'onOpen'> {
  row: T;
  columns: readonly Column<T>[];
}

function Card<T>({ row, columns, rowHref, onOpen }: CardProps<T>) {
  const title = columns.find((column) => column.card === 'title') ?? columns[0];
  const controls = columns.filter((column) => column.control);
  const marks = columns.filter(
    (column) => column.card === 'mark' && column !== title && !column.control,
  );
  const lines = columns.filter(
    (column) => (column.card ?? 'line') === 'line' && column !== title && !column.control,
  );
  return (
    <li className={classes.card} data-opens={rowHref || onOpen ? true : undefined}>
      <div className={classes.top}>
        {controls.map((column) => (
          <span key={column.id} className={classes.control}>
            {column.cell(row)}
          </span>
        ))}
        <span className={classes.title}>
          <RowOpener row={row} rowHref={rowHref} onOpen={onOpen}>
            {title?.cell(row)}
          </RowOpener>
        </span>
        {marks.map((column) => (
          <span key={column.id}>{column.cell(row)}</span>
        ))}
      </div>
      <dl className={classes.lines}>
        {lines.map((column) => (
          <div key={column.id} className={classes.line}>
            <dt>{column.header}</dt>
            <dd>{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function SkeletonCards({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className={classes.list}>
      {['one', 'two', 'three', 'four'].map((key) => (
        <div key={key} className={classes.card}>
          <Skeleton height={15} width="50%" mb={16} />
          <Skeleton height={12} mb={10} />
          <Skeleton height={12} width="80%" />
        </div>
      ))}
    </div>
  );
}
