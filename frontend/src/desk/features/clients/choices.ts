/** What clients can be filtered by and marked with. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '@/shared/table/types';
import { useGroupChoices, useStaffChoices } from '../../records/choices';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';

const SYSTEM_TAGS = ['deposited', 'account_opened', 'traded'];
const NONE: never[] = [];

export const usePublicTags = () =>
  useQuery(useRead<Items<{ name: string }>>('/api/desk/client-tags'));

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
