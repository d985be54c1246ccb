import { describe, expect, it } from 'vitest';
import { fromOrigin, sendable } from '@/portal/features/transfers/send';
import { account, wallet } from './kit';

const terms = (sources: ('wallet' | 'trading_account')[], offered = true) => ({
  offered,
  places: { sources, targets: ['wallet' as const] },
  own: { sources, targets: ['wallet' as const] },
  transfers_left: 5,
  left: null,
  agreements: [],
});

describe('what money can be sent to others from', () => {
  const good = account('900.00', '100.00');
  const barred = { ...good, id: 'tac_2', flags: { ...good.flags, transfer: false } };
  const demo = { ...good, id: 'tac_3', kind: 'demo' as const };

  it('is what the broker says, without accounts that may not transfer', () => {
    const ids = (sources: ('wallet' | 'trading_account')[]) =>
      sendable([wallet('5.00')], [good, barred, demo], terms(sources)).map(({ id }) => id);
    expect(ids(['wallet'])).toEqual(['wallet:USD']);
    expect(ids(['wallet', 'trading_account'])).toEqual(['wallet:USD', 'tac_1']);
    expect(ids(['trading_account'])).toEqual(['tac_1']);
  });

  it('is what is free on an account without its credit', () => {
    const [origin] = sendable([], [good], terms(['trading_account']));
    expect(origin?.available).toEqual({ amount: '800.00', currency: 'USD' });
  });

  it('is nothing where it is not offered', () => {
    expect(sendable([wallet('5.00')], [good], terms(['wallet'], false))).toEqual([]);
  });

  it('lets what arrives follow its currency until another was chosen', () => {
    const usd = { id: 'wallet:USD', currency: 'USD', available: null, account: null };
    const eur = { id: 'wallet:EUR', currency: 'EUR', available: null, account: null };
    const values = { recipient: '', from: 'wallet:USD', into: 'USD', amount: '1', agreements: [] };
    expect(fromOrigin(values, usd, eur)).toMatchObject({ from: 'wallet:EUR', into: 'EUR' });
    const chosen = { ...values, into: 'GBP' };
    expect(fromOrigin(chosen, usd, eur)).toMatchObject({ from: 'wallet:EUR', into: 'GBP' });
  });
});
