/** What staff can ask for on behalf of a client, and the calls that do it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AskedView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { toastDone } from '@/shared/ui/toast';
import type { Account, Client, Items } from '../../../records/types';
import { useRead } from '../../../records/useList';

export const ASKED_FOR = [
  'account',
  'leverage',
  'deposit',
  'withdrawal',
  'transfer',
  'sending',
] as const;
export type AskedFor = (typeof ASKED_FOR)[number];

export interface AskProps {
  client: Client;
  onClose: () => void;
}

export const ofClient = (client: Client, what: string) => `/api/desk/clients/${client.id}/${what}`;

/** A wallet and a trading account as places of one list: an account by its id. */
export const walletPlace = (currency: string) => `wallet:${currency}`;
export const currencyOf = (place: string) => place.replace(/^wallet:/, '');
export const accountText = ({ login, server, currency }: Account) =>
  `\u2068${login}\u2069 · ${server.name} · ${currency}`;

/** A place of the list as the server reads it. */
export function placeOf(place: string, accounts: readonly Account[]) {
  const from = accounts.find(({ id }) => id === place);
  return from
    ? { type: 'account', account_id: from.id, currency: from.currency }
    : { type: 'wallet', currency: currencyOf(place) };
}

/** What the form offers, read when it opens. */
export const useOffer = <T>(path: string) => useQuery({ ...useRead<T>(path), staleTime: 0 });

/** The client's live accounts that are open. */
export function useLiveAccounts(client: Client) {
  const accounts = useOffer<Items<Account>>(`${ofClient(client, 'accounts')}?limit=200`);
  const live = accounts.data?.items.filter(
    ({ kind, status }) => kind === 'live' && status === 'active',
  );
  return { query: accounts, live };
}

/** Sends a request for the client; the page of the request opens when it is there. */
export function useAsk(onClose: () => void) {
  const { t } = useTranslation('desk-asking');
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return {
    send: (path: string, body: object, idempotencyKey: string) =>
      api.post<AskedView>(path, body, { idempotencyKey }),
    onSent: (asked: AskedView) => {
      toastDone(t('sent'));
      void queries.invalidateQueries({ queryKey: ['desk'] });
      onClose();
      void navigate({ to: `/approvals/${asked.id}` });
    },
  };
}
