import { describe, expect, test } from 'vitest';
import { most, outcome } from '@/desk/features/accounts/operations';
import type { Account } from '@/desk/records/types';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const figures = (balance: string, credit: string, free: string) =>
  ({
    balance: usd(balance),
    credit: usd(credit),
    free_margin: usd(free),
  }) as NonNullable<Account['figures']>;

describe('what can be taken from an account', () => {
  test('is the free margin without the credit, and never below nothing', () => {
    expect(most('withdrawal', figures('100.00', '50.00', '120.00'))).toEqual(usd('70.00'));
    expect(most('withdrawal', figures('10.00', '50.00', '20.00'))).toEqual(usd('0.00'));
  });

  test('is the credit, as far as positions do not need it', () => {
    expect(most('credit_out', figures('100.00', '50.00', '120.00'))).toEqual(usd('50.00'));
    expect(most('credit_out', figures('0.00', '50.00', '20.00'))).toEqual(usd('20.00'));
  });

  test('is no question where something is added', () => {
    expect(most('deposit', figures('0.00', '0.00', '0.00'))).toBeNull();
    expect(most('credit_in', figures('0.00', '0.00', '0.00'))).toBeNull();
  });
});

test('the outcome shows the side that changes', () => {
  const has = figures('100.00', '50.00', '120.00');
  expect(outcome('withdrawal', has, usd('30.25'))).toEqual({
    before: usd('100.00'),
    after: usd('69.75'),
  });
  expect(outcome('credit_in', has, usd('5.00'))).toEqual({
    before: usd('50.00'),
    after: usd('55.00'),
  });
});
