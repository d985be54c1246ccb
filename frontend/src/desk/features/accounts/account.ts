/** Calls of an account's page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { PlatformBody, PlatformView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { Account } from '../../records/types';
import { useRead } from '../../records/useList';

export const pathOf = (accountId: string) => `/api/desk/accounts/${accountId}`;

export const usePlatform = (accountId: string) =>
  useQuery(useRead<PlatformView>(`${pathOf(accountId)}/platform`));

/** Sets on the server what differs; the page shows what the server says afterwards. */
export function useEditPlatform(accountId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const path = `${pathOf(accountId)}/platform`;
  return async (changes: PlatformBody) => {
    try {
      const platform = await api.patch<PlatformView>(path, changes);
      queries.setQueryData(['desk', path], platform);
    } finally {
      void queries.invalidateQueries({ queryKey: ['desk', pathOf(accountId)] });
    }
  };
}

export type AccountUse = keyof Account['flags'];

export function useSwitchUse(account: Account) {
  const api = useApi();
  const queries = useQueryClient();
  return async (use: AccountUse) => {
    const flags = { ...account.flags, [use]: !account.flags[use] };
    await api.patch(pathOf(account.id), flags);
    await queries.invalidateQueries({ queryKey: ['desk', pathOf(account.id)] });
  };
}
