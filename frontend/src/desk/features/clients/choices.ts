/** What clients can be filtered by and marked with. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Choice } from '@/shared/table/types';
import { useGroupChoices, useOwnerFilter } from '../../records/choices';
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
  const words = useWords();
  const groups = useGroupChoices();
  const owners = useOwnerFilter();
  const named = useTagChoices();
  const tags = useMemo(
    () => [...SYSTEM_TAGS.map((tag) => ({ value: tag, label: words('tag', tag) })), ...named],
    [words, named],
  );
  return { groups, owners, tags };
}
