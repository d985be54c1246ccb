/** The totals below a phone's cards, a block per currency. */
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import classes from './CardList.module.css';
import type { Column, TotalLine } from './types';

interface TotalCardsProps<T> {
  columns: readonly Column<T>[];
  totals: readonly TotalLine[];
}

export function TotalCards<T>({ columns, totals }: TotalCardsProps<T>) {
  const { t } = useTranslation('common');
  return totals.map(({ currency, values }) => (
    <section key={currency} className={classes.totals}>
      <p className={classes.title}>{t('table.total', { currency })}</p>
      <dl className={classes.lines}>
        {columns.map((column) => {
          const amount = values[column.id];
          return amount === undefined ? null : (
            <div key={column.id} className={classes.line}>
              <dt>{column.header}</dt>
              <dd>
                <Amount value={{ amount, currency }} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  ));
}
