import { describe, expect, it } from 'vitest';
import { equityOf } from '@/portal/features/dashboard/equity';
import { account, wallet } from './kit';

const euro = (available: string) => ({
  ...wallet(available),
  currency: 'EUR',
  balance: { amount: available, currency: 'EUR' },
});

describe('total equity', () => {
  it('adds wallets and live accounts of one currency', () => {
    expect(equityOf([wallet('4200.00')], [account('1000.50')])).toEqual([
      {
        total: { amount: '5200.50', currency: 'USD' },
        wallet: { amount: '4200.00', currency: 'USD' },
        accounts: { amount: '1000.50', currency: 'USD' },
      },
    ]);
  });

  it('never mixes currencies, and puts those with money first', () => {
    const lines = equityOf([wallet('0.00'), euro('7.00')], []);
    expect(lines.map(({ total }) => total)).toEqual([
      { amount: '7.00', currency: 'EUR' },
      { amount: '0.00', currency: 'USD' },
    ]);
  });

  it('leaves out demo accounts and those without figures', () => {
    const demo = { ...account('10000.00'), kind: 'demo' as const };
    const silent = { ...account('5.00'), figures: null };
    expect(equityOf([wallet('1.00')], [demo, silent])[0]?.total.amount).toBe('1.00');
  });
});
