/** One's own views of a list, kept by the server. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/auth/context';
import type { SavedView, ViewStore } from '@/shared/table/types';
import type { Items } from '../records/types';
import { useRead } from '../records/useList';

export function useSavedViews(listName: string): ViewStore {
  const api = useApi();
  const queries = useQueryClient();
  const path = `/api/desk/views/${listName}`;
  const { data } = useQuery(useRead<Items<SavedView>>(path));
  return {
    views: data?.items,
    save: async (items) => {
      const saved = await api.put<Items<SavedView>>(path, { items });
      queries.setQueryData(['desk', path], saved);
    },
  };
}
