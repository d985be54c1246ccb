/** What clients can be filtered by and assigned to: groups, tags and members of staff. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Choice } from '@/shared/table/types';
import type { ClientGroup, Items, Member } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';

const SYSTEM_TAGS = ['deposited', 'account_opened', 'traded'];
const NONE: never[] = [];

export const useGroups = () => useQuery(useRead<Items<ClientGroup>>('/api/desk/client-groups'));
export const usePublicTags = () =>
  useQuery(useRead<Items<{ name: string }>>('/api/desk/client-tags'));

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

export function useTagChoices(): Choice[] {
  const { data } = usePublicTags();
  return useMemo(
    () => (data?.items ?? NONE).map(({ name }) => ({ value: name, label: name })),
    [data],
  );
}

/** The choices of the list's filters. */
export function useClientChoices(): { groups: Choice[]; owners: Choice[]; tags: Choice[] } {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const groups = useGroupChoices();
  const people = useStaffChoices();
  const named = useTagChoices();
  const owners = useMemo(
    () => [
      { value: 'me', label: t('owners.me') },
      { value: 'subordinates', label: t('owners.subordinates') },
      { value: 'none', label: t('owners.none') },
      ...people,
    ],
    [t, people],
  );
  const tags = useMemo(
    () => [...SYSTEM_TAGS.map((tag) => ({ value: tag, label: words('tag', tag) })), ...named],
    [words, named],
  );
  return { groups, owners, tags };
}
