/** Calls of a client's page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReferralCodeForm } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import type { Client, Items, Total, Wallet, WithdrawalDetails } from '../../records/types';
import { useRead } from '../../records/useList';
import type { BulkValues } from './bulk';
import type { ClientAction } from './ClientActions';

export const pathOf = (clientId: string) => `/api/desk/clients/${clientId}`;

export const useWallets = (clientId: string) =>
  useQuery(useRead<Items<Wallet>>(`${pathOf(clientId)}/wallets`));

export function useSuspension(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (suspended: boolean, reason: string) => {
    const client = await api.patch<Client>(pathOf(clientId), { suspended, reason });
    queries.setQueryData(['desk', pathOf(clientId)], client);
    void queries.invalidateQueries({ queryKey: ['desk', 'clients'] });
  };
}

/** Lets the page, and what else tells of the client, show what the server answers to a change. */
function useShown(clientId: string) {
  const queries = useQueryClient();
  const path = pathOf(clientId);
  return (client: Client) => {
    queries.setQueryData(['desk', path], client);
    for (const key of ['clients', 'client-audit', `${path}/tree`]) {
      void queries.invalidateQueries({ queryKey: ['desk', key] });
    }
  };
}

/** Gives a client another referral code; when somebody else just did, the page shows theirs. */
export function useRecode(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const shown = useShown(clientId);
  const path = pathOf(clientId);
  return async (wanted: ReferralCodeForm) => {
    try {
      shown(await api.put<Client>(`${path}/referral-code`, wanted));
    } catch (problem) {
      if (asApiError(problem).code === 'referral_code_changed') {
        await queries.invalidateQueries({ queryKey: ['desk', path], exact: true });
      }
      throw problem;
    }
  };
}

/** Changes of one client that take effect at once; the page shows what the server answers. */
export function useClientChange(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const path = pathOf(clientId);
  const shown = useShown(clientId);
  return {
    send: async (action: ClientAction, { one, many, other }: BulkValues, own: string[]) => {
      if (action === 'tags') {
        shown(await api.put<Client>(`${path}/tags`, { public: many, private: own }));
      } else if (action === 'referrer') {
        const body = { referrer: one.trim() || null, bring_downlines: !other };
        shown(await api.put<Client>(`${path}/referrer`, body));
      } else {
        const field = { owner: 'owner_id', group: 'group_id', kind: 'kind' }[action as 'owner'];
        const body = field ? { [field]: one } : { participant_ids: many };
        shown(await api.patch<Client>(`${path}/assignment`, body));
      }
    },
    remove: async () => {
      await api.delete(path);
      await queries.invalidateQueries({ queryKey: ['desk', 'clients'] });
    },
    resetPassword: () => api.post(`${path}/password-resets`),
  };
}

export interface Adjustment {
  currency: string;
  /** Signed decimal text. */
  amount: string;
  comment: string;
  notify: { email: boolean; popup: boolean; language: null };
}

export function useAdjust(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (adjustment: Adjustment, idempotencyKey: string) => {
    await api.post(`${pathOf(clientId)}/wallet-adjustments`, adjustment, { idempotencyKey });
    await queries.invalidateQueries({ queryKey: ['desk'] });
  };
}

export type WalletUse = keyof Wallet['flags'];

export function useSwitchFlags(clientId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (wallet: Wallet, use: WalletUse) => {
    const flags = { ...wallet.flags, [use]: !wallet.flags[use] };
    await api.patch(`${pathOf(clientId)}/wallets/${wallet.currency}`, flags);
    await queries.invalidateQueries({ queryKey: ['desk', `${pathOf(clientId)}/wallets`] });
  };
}

/** The full, unmasked profile. Reading it is recorded, so nothing reads it before it is asked for. */
export function useFullDetails(clientId: string, detailsId: string, wanted: boolean) {
  return useQuery({
    ...useRead<WithdrawalDetails>(`${pathOf(clientId)}/withdrawal-details/${detailsId}`),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    // Not kept any longer than somebody looks at it.
    gcTime: 0,
  });
}

export function useLoadTotals(clientId: string) {
  const api = useApi();
  return async (
    { filters }: { filters: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ) => {
    const path = `${pathOf(clientId)}/transactions/totals`;
    const totals = await api.get<Items<Total>>(path, { query: filters, signal });
    return totals.items;
  };
}
