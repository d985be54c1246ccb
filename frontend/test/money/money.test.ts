import { describe, expect, it } from 'vitest';
import { formatAmount, formatDecimalText, formatMoney } from '@/shared/money/format';
import {
  AmountError,
  addMoney,
  compareMoney,
  fromMinor,
  percentOf,
  signOf,
  sumByCurrency,
  toMinor,
} from '@/shared/money/money';

describe('amounts between text and smallest units', () => {
  it.each([
    ['12.50', 'USD', 1250n],
    ['-0.05', 'USD', -5n],
    ['1500', 'JPY', 1500n],
    ['1.234', 'KWD', 1234n],
    ['0.00000001', 'BTC', 1n],
    ['90071992547409931234.56', 'USD', 9007199254740993123456n],
  ])('reads %s %s exactly', (text, currency, minor) => {
    expect(toMinor(text, currency)).toBe(minor);
  });

  it.each([
    ['12.345', 'USD'],
    ['1.5', 'JPY'],
    ['0.000000001', 'BTC'],
  ])('refuses %s %s as too precise', (text, currency) => {
    expect(() => toMinor(text, currency)).toThrow(new AmountError('too_precise'));
  });

  it.each(['', 'abc', '1e5', '1,000', '.', '--1', 'NaN'])('refuses %j as no amount', (text) => {
    expect(() => toMinor(text, 'USD')).toThrow(new AmountError('not_a_number'));
  });

  it('accepts more decimals when they are zero', () => {
    expect(toMinor('12.5000', 'USD')).toBe(1250n);
  });

  it('writes all decimals of the currency', () => {
    expect(fromMinor(5n, 'USD')).toBe('0.05');
    expect(fromMinor(-5n, 'USD')).toBe('-0.05');
    expect(fromMinor(1500n, 'JPY')).toBe('1500');
    expect(fromMinor(7n, 'KWD')).toBe('0.007');
  });
});

describe('arithmetic', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });

  it('adds what floating point cannot', () => {
    expect(addMoney(usd('0.10'), usd('0.20'))).toEqual(usd('0.30'));
    expect(addMoney(usd('0.10'), usd('0.20'), -1)).toEqual(usd('-0.10'));
  });

  it('never mixes currencies', () => {
    const euro = { amount: '1.00', currency: 'EUR' };
    expect(() => addMoney(usd('1.00'), euro)).toThrow('USD and EUR');
    expect(() => compareMoney(usd('1.00'), euro)).toThrow('USD with EUR');
  });

  it('sums per currency in order of appearance', () => {
    const sums = sumByCurrency([usd('1.10'), { amount: '5', currency: 'JPY' }, usd('2.20')]);
    expect(sums).toEqual([usd('3.30'), { amount: '5', currency: 'JPY' }]);
  });

  it.each([
    ['100.00', '1', null, '1.00'],
    ['0.50', '1', null, '0.01'],
    ['0.49', '1', null, '0.00'],
    ['1000.00', '2.5', '20.00', '20.00'],
    ['33.33', '1.5', null, '0.50'],
  ])('takes of %s a fee of %s percent capped at %s', (amount, percent, cap, fee) => {
    expect(percentOf(usd(amount), percent, cap)).toEqual(usd(fee));
  });

  it('knows the sign of an amount', () => {
    expect(['-0.01', '0.00', '0.01'].map((amount) => signOf(usd(amount)))).toEqual([-1, 0, 1]);
  });

  it('orders by value, not by text', () => {
    expect(compareMoney(usd('9.00'), usd('10.00'))).toBe(-1);
    expect(compareMoney(usd('10.0'), usd('10.00'))).toBe(0);
  });
});

describe('amounts as text', () => {
  it('groups digits and keeps every decimal', () => {
    expect(formatAmount({ amount: '1284500.25', currency: 'USD' }, 'en-GB')).toBe('1,284,500.25');
    expect(formatAmount({ amount: '1500', currency: 'JPY' }, 'en-GB')).toBe('1,500');
  });

  it('names the currency by its code', () => {
    expect(formatMoney({ amount: '12.5', currency: 'USD' }, 'zh-CN')).toBe('12.50\u00a0USD');
  });

  it('does not lose digits beyond what a number can hold', () => {
    expect(formatAmount({ amount: '90071992547409931.23', currency: 'USD' }, 'en-GB')).toBe(
      '90,071,992,547,409,931.23',
    );
  });

  it('writes latin digits in Arabic, so that a login can be typed as it is read', () => {
    expect(formatAmount({ amount: '12587.84', currency: 'USD' }, 'ar-u-nu-latn')).toContain(
      '12,587.84',
    );
  });

  it('keeps the decimals a price came with', () => {
    expect(formatDecimalText('1.05840', 'en-GB')).toBe('1.05840');
  });
});
