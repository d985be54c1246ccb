/** Sums over the whole filtered set, a row per currency, always in sight below the rows. */
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import classes from './table.module.css';
import type { Column, TotalLine } from './types';

interface TotalsRowsProps<T> {
  columns: readonly Column<T>[];
  totals: readonly TotalLine[];
}

export function TotalsRows<T>({ columns, totals }: TotalsRowsProps<T>) {
  const { t } = useTranslation('common');
  if (totals.length === 0) return null;
  return (
    <tfoot className={classes.foot}>
      {totals.map(({ currency, values }) => (
        <tr key={currency}>
          {columns.map((column, place) => {
            const amount = values[column.id];
            return (
              <td
                key={column.id}
                className={clsx(classes.total, column.align === 'end' && classes.end)}
              >
                {place === 0 ? t('table.total', { currency }) : null}
                {place > 0 && amount !== undefined ? <Amount value={{ amount, currency }} /> : null}
              </td>
            );
          })}
        </tr>
      ))}
    </tfoot>
  );
}
