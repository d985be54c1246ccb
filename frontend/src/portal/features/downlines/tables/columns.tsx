/** Columns that several reports on downlines have. */
import { useCallback } from 'react';
import type { MoneyView } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import type { ReportColumn } from '../ReportTable';

type More<T> = Partial<ReportColumn<T>>;

export function textColumn<T>(
  id: string,
  header: string,
  text: (row: T) => string | number | null,
  more: More<T> = {},
): ReportColumn<T> {
  const written = (row: T) => String(text(row) ?? '');
  return {
    id,
    header,
    width: 140,
    cell: (row) => <bdi>{written(row) || '—'}</bdi>,
    text: written,
    ...more,
  };
}

export function timeColumn<T>(
  id: string,
  header: string,
  at: (row: T) => string | null,
): ReportColumn<T> {
  return {
    id,
    header,
    width: 190,
    cell: (row) => {
      const moment = at(row);
      return moment ? <Time at={moment} /> : '—';
    },
    text: (row) => at(row) ?? '',
  };
}

/** An amount; a dash where the broker hides it. */
export function moneyColumn<T>(
  id: string,
  header: string,
  money: (row: T) => MoneyView | null,
  more: More<T> = {},
): ReportColumn<T> {
  return {
    id,
    header,
    width: 150,
    align: 'end',
    cell: (row) => {
      const value = money(row);
      return value ? <Amount value={value} /> : '—';
    },
    text: (row) => {
      const value = money(row);
      return value ? `${value.amount} ${value.currency}` : '';
    },
    ...more,
  };
}

/** Lots and prices: exact texts, written as the reader writes numbers. */
export function useDecimalColumn() {
  const { tag } = useLanguage();
  return useCallback(
    <T,>(id: string, header: string, text: (row: T) => string | null): ReportColumn<T> => ({
      id,
      header,
      width: 110,
      align: 'end',
      cell: (row) => {
        const value = text(row);
        return value ? formatDecimalText(value, tag) : '—';
      },
      text: (row) => text(row) ?? '',
    }),
    [tag],
  );
}
