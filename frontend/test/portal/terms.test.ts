import { describe, expect, it } from 'vitest';
import { lesser, paymentOf, payoutOf, quoteOf, type Terms, zero } from '@/portal/records/terms';

const card: Terms = {
  currency: 'USD',
  min: '10',
  max: '10000',
  feePercent: '2.5',
  feeCap: '75',
};
const quote = (text: string, terms = card) => {
  const found = quoteOf(text, terms);
  if (!found) throw new Error(`no quote for ${text}`);
  return found;
};

describe('what a deposit costs', () => {
  it('is the amount and the fee on top', () => {
    expect(paymentOf(quote('200'))).toEqual({ amount: '205.00', currency: 'USD' });
  });

  it('rounds the fee half up to the smallest unit, as the server does', () => {
    expect(quote('0.20').fee.amount).toBe('0.01');
    expect(quote('123.45').fee.amount).toBe('3.09');
    expect(quote('0.19').fee.amount).toBe('0.00');
  });

  it('is capped, and says so only when the cap counts', () => {
    expect(quote('3000')).toMatchObject({ fee: { amount: '75.00' }, isCapped: false });
    expect(quote('3000.40')).toMatchObject({ fee: { amount: '75.00' }, isCapped: true });
  });

  it('follows the decimals of the currency', () => {
    const yen = { ...card, currency: 'JPY', feeCap: null };
    expect(paymentOf(quote('1010', yen))).toEqual({ amount: '1035', currency: 'JPY' });
  });

  it.each(['', '0', '0.00', 'ten', '1.234', '-5'])('is unknown while the text is %j', (text) => {
    expect(quoteOf(text, card)).toBeNull();
  });
});

describe('what a withdrawal pays out', () => {
  it('is the amount less the fee', () => {
    expect(payoutOf(quote('250', { ...card, feePercent: '1', feeCap: '30' }))).toEqual({
      amount: '247.50',
      currency: 'USD',
    });
  });

  it('is at most what is available', () => {
    expect(lesser('50000', '4200.00', 'USD')).toBe('4200.00');
    expect(lesser('50', '4200.00', 'USD')).toBe('50');
  });
});

it('shows zero with the decimals of its currency', () => {
  expect([zero('USD').amount, zero('JPY').amount, zero('KWD').amount]).toEqual([
    '0.00',
    '0',
    '0.000',
  ]);
});
