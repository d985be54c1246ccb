/** By what somebody is looked for in the list of clients, and what of it goes out. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountryChoices } from '@/shared/forms/countries';
import type { SearchTexts } from '@/shared/router/search';
import type { Filter } from '@/shared/table/types';
import { useOverview } from './Overview';
import { days, named, oneOf, useNameFilter, useWhereFilters } from './where';

const KINDS = ['trader', 'ib'] as const;
const IDENTITIES = ['none', 'pending', 'approved', 'rejected', 'expired'] as const;
const STATUSES = ['active', 'suspended'] as const;

export const who = (filters: SearchTexts) => ({
  ...named(filters),
  ...days(filters),
  kind: oneOf(KINDS, filters.kind),
  identity: oneOf(IDENTITIES, filters.identity),
  status: oneOf(STATUSES, filters.status),
  country: filters.country,
});

export function useWhoFilters(): Filter[] {
  const { t } = useTranslation(['portal-downlines', 'common']);
  const name = useNameFilter();
  const where = useWhereFilters();
  const { nationalities } = useCountryChoices();
  const isCountryShown = useOverview().data?.country_shown ?? false;
  return useMemo(() => {
    const choice = (id: string, options: readonly string[]): Filter => ({
      kind: 'choice',
      id,
      label: t(`columns.${id}` as 'columns.kind'),
      options: options.map((value) => ({
        value,
        label:
          value === 'none' ? t('no_identity') : t(`common:status.${value}` as 'common:status.ib'),
      })),
    });
    const country: Filter = {
      kind: 'choice',
      id: 'country',
      label: t('columns.country'),
      options: nationalities,
    };
    return [
      name,
      choice('kind', KINDS),
      choice('identity', IDENTITIES),
      choice('status', STATUSES),
      ...(isCountryShown ? [country] : []),
      { kind: 'period', id: 'period', label: t('columns.joined') },
      ...where,
    ];
  }, [t, name, where, nationalities, isCountryShown]);
}
