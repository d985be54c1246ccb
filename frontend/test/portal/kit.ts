/** Ties the generated client to the tests' server, as the application ties it to its session. */
import { client } from '@/api/portal/client.gen';
import { connectClient } from '@/shared/api/connect';

export function connectPortal(): void {
  connectClient(client, (request) => globalThis.fetch(request));
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

export const wallet = (available: string, held = '0.00') => ({
  currency: 'USD',
  balance: usd(available),
  held: usd(held),
  available: usd(available),
  flags: { deposit: true, withdrawal: true, transfer: true },
});

/** A live account with some free margin, of which `credit` is not the client's. */
export const account = (freeMargin: string, credit = '0.00') => ({
  id: 'tac_1',
  login: 800001,
  server: { id: 'live', name: 'Meridian-Live', platform: 'mt5', abilities: [] },
  account_type: { en: 'Standard' },
  kind: 'live' as const,
  currency: 'USD',
  leverage: 100,
  status: 'active' as const,
  may_sign_in: true,
  may_trade: true,
  is_self_rebate: false,
  opened_at: '2026-11-22T10:00:00.000Z',
  flags: { deposit: true, withdrawal: true, transfer: true },
  figures: {
    balance: usd(freeMargin),
    credit: usd(credit),
    equity: usd(freeMargin),
    margin: usd('0.00'),
    free_margin: usd(freeMargin),
    floating: usd('0.00'),
    as_of: '2026-11-22T10:00:00.000Z',
    stale: false,
  },
});
