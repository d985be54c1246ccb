/** Clients and trading accounts for the palette. */
import { IconChartCandle, IconUser } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { PaletteItem } from '@/shared/shell/types';
import { useCan } from '../session';

const LIMIT = 6;
const NOTHING = { items: [] as never[] };

interface ClientHit {
  id: string;
  name: string;
  email: string;
}

interface AccountHit {
  id: string;
  login: string | number;
  client: { id: string; name: string };
}

export function useDeskSearch(): (text: string, signal: AbortSignal) => Promise<PaletteItem[]> {
  const api = useApi();
  const can = useCan();
  const [clientsToo, accountsToo] = [can('read_clients'), can('read_accounts')];
  return useCallback(
    async (text, signal) => {
      const query = { q: text, limit: LIMIT };
      const [clients, accounts] = await Promise.all([
        clientsToo ? api.get<Page<ClientHit>>('/api/desk/clients', { query, signal }) : NOTHING,
        accountsToo ? api.get<Page<AccountHit>>('/api/desk/accounts', { query, signal }) : NOTHING,
      ]);
      return [
        ...clients.items.map(({ id, name, email }) => ({
          id,
          label: name,
          description: `${id} · ${email}`,
          to: `/clients/${id}`,
          icon: IconUser,
        })),
        ...accounts.items.map(({ id, login, client }) => ({
          id,
          label: String(login),
          description: client.name,
          to: `/accounts/${id}`,
          icon: IconChartCandle,
        })),
      ];
    },
    [api, clientsToo, accountsToo],
  );
}
