import { describe, expect, it } from 'vitest';
import { readDecimal, settleDecimal } from '@/shared/forms/decimalText';
import { missingRules } from '@/shared/forms/rules';

describe('typed decimals', () => {
  it.each([
    ['1,234.50', '1234.50'],
    ['1 234', '1234'],
    ['007', '7'],
    ['.5', '0.5'],
    ['٣٤٫٥', '34.5'],
    ['۱۲', '12'],
    ['', ''],
    ['12.', '12.'],
  ])('%j becomes %j', (typed, text) => {
    expect(readDecimal(typed, 2)).toBe(text);
  });

  it.each(['-5', '1.2.3', 'abc', '1.234', '1e3'])('%j is refused', (typed) => {
    expect(readDecimal(typed, 2)).toBeNull();
  });

  it('has no point where the currency has no decimals', () => {
    expect(readDecimal('100.', 0)).toBeNull();
  });

  it('drops a trailing point when the field is left', () => {
    expect(settleDecimal('12.')).toBe('12');
    expect(settleDecimal('12.5')).toBe('12.5');
  });
});

describe('password rules', () => {
  const rules = { min_length: 10, upper: true, lower: true, digit: true, symbol: true };

  it('name what is missing', () => {
    expect(missingRules('abc', rules)).toEqual(['min_length', 'upper', 'digit', 'symbol']);
    expect(missingRules('Correct-Horse-9', rules)).toEqual([]);
  });

  it('ask only for what the broker asks', () => {
    expect(
      missingRules('aaaaaaaaaa', { ...rules, upper: false, digit: false, symbol: false }),
    ).toEqual([]);
  });

  it('accept letters of any alphabet', () => {
    expect(missingRules('Пароль-долгий-1', rules)).toEqual([]);
  });
});
