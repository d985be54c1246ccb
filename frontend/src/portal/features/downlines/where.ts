/** Which downlines are meant: the filters that all lists of them share, and what goes out. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchTexts } from '@/shared/router/search';
import type { Filter } from '@/shared/table/types';

const FROM_LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const TO_LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100];

/** What is no number goes out all the same: the server says what it takes. */
export const numberOf = (text: string | undefined) => (text ? Number(text) : undefined);

export const where = (filters: SearchTexts) => ({
  of: filters.of,
  first: numberOf(filters.first),
  last: numberOf(filters.last),
});

/** The same of one list, and who of them by name or id. */
export const named = (filters: SearchTexts) => ({
  ...where(filters),
  name: filters.name || undefined,
});

/** Days go out as they were chosen: the server counts them in UTC, both ends included. */
export const days = (filters: SearchTexts) => ({ from: filters.from, to: filters.to });

/** The address of a list about one client alone. */
export const about = (clientId: string) => `of=${clientId}&first=0&last=0`;

/** One of the words that the server knows, or nothing. */
export const oneOf = <T extends string>(words: readonly T[], text: string | undefined) =>
  words.find((word) => word === text);

export function useNameFilter(): Filter {
  const { t } = useTranslation('portal-downlines');
  return useMemo(() => ({ kind: 'search', id: 'name', label: t('filters.name') }), [t]);
}

export function useWhereFilters(): Filter[] {
  const { t } = useTranslation('portal-downlines');
  return useMemo(() => {
    const level = (level: number) => ({
      value: String(level),
      label: level === 0 ? t('filters.oneself') : t('filters.level', { level }),
    });
    return [
      { kind: 'search', id: 'of', label: t('filters.of') },
      { kind: 'choice', id: 'first', label: t('filters.first'), options: FROM_LEVELS.map(level) },
      { kind: 'choice', id: 'last', label: t('filters.last'), options: TO_LEVELS.map(level) },
    ];
  }, [t]);
}
