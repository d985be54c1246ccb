/** Whom and where clients can be assigned: members of staff and groups. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Choice } from '@/shared/table/types';
import { useCan, useStaff } from '../session';
import type { ClientGroup, Items, Member } from './types';
import { useRead } from './useList';

const NONE: never[] = [];

const useGroups = () => useQuery(useRead<Items<ClientGroup>>('/api/desk/client-groups'));

/** Members of staff who can own clients or take part; nobody to a role that may not see staff. */
export function useStaffChoices(): Choice[] {
  const api = useApi();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['desk', 'staff', 'all'],
    queryFn: ({ signal }) =>
      api.get<Page<Member>>('/api/desk/staff', { query: { limit: 200 }, signal }),
    enabled: can('read_staff'),
  });
  return useMemo(
    () =>
      (data?.items ?? NONE)
        .filter(({ active }) => active)
        .map(({ id, name }) => ({ value: id, label: name })),
    [data],
  );
}

export function useGroupChoices(): Choice[] {
  const { language } = useLanguage();
  const { data } = useGroups();
  return useMemo(
    () =>
      (data?.items ?? NONE).map(({ id, name }) => ({
        value: id,
        label: pickText(name, language),
      })),
    [data, language],
  );
}

/** Chosen in a list of owners for newcomers: the rule of the settings, and nobody. */
export const BY_RULE = 'rule';
export const NOBODY = 'nobody';

/** The owner that was chosen, as the server takes it. */
export const ownerId = (chosen: string): string | null =>
  chosen === BY_RULE ? null : chosen === NOBODY ? '' : chosen;

/** Members of staff; at least oneself, for a role that may not see the others. */
export function useOwnerChoices(): Choice[] {
  const me = useStaff();
  const people = useStaffChoices();
  if (people.some(({ value }) => value === me.staff_id)) return people;
  return [{ value: me.staff_id, label: me.name }, ...people];
}

/** Whose clients a list shows: one's own, one's team's, nobody's, or those of a member. */
export function useOwnerFilter(): Choice[] {
  const { t } = useTranslation('desk-words');
  const people = useStaffChoices();
  return useMemo(
    () => [
      { value: 'me', label: t('owners.me') },
      { value: 'subordinates', label: t('owners.subordinates') },
      { value: 'none', label: t('owners.none') },
      ...people,
    ],
    [t, people],
  );
}
