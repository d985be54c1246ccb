/** What the server did not take of a list's filters, for where the filters are not in sight. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterProblems } from './filterProblems';
import type { Filter } from './types';
import { parametersOf } from './useTableState';

/** A sentence for each filter, with its name. */
export function useFilterSentences(): (
  problems: FilterProblems,
  filters: readonly Filter[],
) => string[] {
  const { t } = useTranslation('common');
  return useCallback(
    (problems, filters) =>
      filters.flatMap((filter) => {
        const found = parametersOf(filter).map((name) => problems[name]);
        const problem = found.find((one) => one !== undefined);
        return problem ? [t('table.filter_problem', { name: filter.label, problem })] : [];
      }),
    [t],
  );
}
