import { describe, expect, it } from 'vitest';
import {
  arrivals,
  arrivesIn,
  fromOrigin,
  recipientKeys,
  sendable,
} from '@/portal/features/transfers/send';
import { account, wallet } from './kit';

type Places = ('wallet' | 'trading_account')[];

const valuesFor = (into: string, place: Places[number] = 'wallet') => ({
  recipient: '',
  from: 'wallet:USD',
  into,
  place,
  amount: '1',
  agreements: [],
});

const terms = (sources: Places, offered = true, targets: Places = ['wallet']) => ({
  offered,
  places: { sources, targets },
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
    const values = valuesFor('USD');
    expect(fromOrigin(values, usd, eur)).toMatchObject({ from: 'wallet:EUR', into: 'EUR' });
    const chosen = { ...values, into: 'GBP' };
    expect(fromOrigin(chosen, usd, eur)).toMatchObject({ from: 'wallet:EUR', into: 'GBP' });
  });
});

describe('where money for another client can arrive', () => {
  const both: Places = ['wallet', 'trading_account'];
  const asked = { by: 'account' as const, number: '800123' };
  const sam = { client_id: '10000002', name: 'S***', account: null, asked };
  const withAccount = { ...sam, account: { number: '***123', currency: 'EUR' } };

  it('is their account first where it was asked for and can receive, else their wallet', () => {
    expect(arrivals(withAccount, terms(both, true, both))).toEqual(['trading_account', 'wallet']);
    expect(arrivals(sam, terms(both, true, both))).toEqual(['wallet']);
    expect(arrivals(withAccount, terms(both, true, ['trading_account']))).toEqual([
      'trading_account',
    ]);
  });

  it('is in the currency of the account, or in the one chosen for the wallet', () => {
    expect(arrivesIn(valuesFor('USD', 'trading_account'), withAccount)).toBe('EUR');
    expect(arrivesIn(valuesFor('USD'), withAccount)).toBe('USD');
  });

  it('is found by a client number only where wallets receive', () => {
    expect(recipientKeys(terms(both, true, both))).toEqual(['client', 'account']);
    expect(recipientKeys(terms(both, true, ['trading_account']))).toEqual(['account']);
  });
});
