/** Makers of the columns that the tables of an account have in common. */
import { useMemo } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import type { Money } from '@/shared/money/money';
import type { Column } from '@/shared/table/types';
import { useWords } from '../../records/words';

export function useMakers() {
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return {
      words,
      label,
      number: <T,>(id: string, width: number, pick: (row: T) => string | null): Column<T> => ({
        id,
        header: label(id),
        width,
        align: 'end',
        cell: (row) => {
          const text = pick(row);
          return text === null || text === '' ? '—' : <bdi>{formatDecimalText(text, tag)}</bdi>;
        },
      }),
      money: <T,>(id: string, pick: (row: T) => Money | null): Column<T> => ({
        id,
        header: label(id),
        width: 140,
        align: 'end',
        cell: (row) => {
          const amount = pick(row);
          return amount ? <Amount value={amount} signed /> : '—';
        },
      }),
    };
  }, [words, tag]);
}
