/** What tickets can be about, by the names that the broker gave. */
import { useQuery } from '@tanstack/react-query';
import type { TicketCategoryView } from '@/api/desk/types.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Choice } from '@/shared/table/types';
import type { Items } from './types';
import { useRead } from './useList';

export function useCategories(): Choice[] {
  const { language } = useLanguage();
  const { data } = useQuery(useRead<Items<TicketCategoryView>>('/api/desk/ticket-categories'));
  return (data?.items ?? []).map(({ id, name }) => ({
    value: id,
    label: pickText(name, language),
  }));
}

/** The name of a category; of one that is offered no more, its id. */
export function useCategoryNames(): (id: string) => string {
  const known = useCategories();
  return (id) => known.find(({ value }) => value === id)?.label ?? id;
}
