/** What the server did not take of a list's filters, in words, by the name of the parameter. */
import { useCallback } from 'react';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import type { Filter } from './types';
import { parametersOf } from './useTableState';

export type FilterProblems = Readonly<Record<string, string>>;

/** Exports name a filter as a part of what is asked for. */
const nameOf = (field: string) => field.replace(/^filters\./, '');

/** Of a failed call; empty when something else failed. */
export function useFilterProblems(): (
  error: unknown,
  filters: readonly Filter[],
) => FilterProblems {
  const { ofField } = useErrorWords();
  return useCallback(
    (error, filters) => {
      if (!error) return {};
      const problem = asApiError(error);
      const known = new Set(filters.flatMap(parametersOf));
      const found = problem.fieldProblems
        .map((one) => ({ ...one, name: nameOf(one.field ?? '') }))
        .filter(({ name }) => known.has(name))
        .map((one) => [one.name, ofField(one.problem, problem, one.facts)] as const);
      return Object.fromEntries(found);
    },
    [ofField],
  );
}
