import { describe, expect, it } from 'vitest';
import { reachedPercent } from '@/shared/commissions/percent';

describe('how much of an amount is reached', () => {
  it('is exact where the texts have other numbers of decimals', () => {
    expect(reachedPercent('0.5', '100.00')).toBe(0);
    expect(reachedPercent('50', '100.00')).toBe(50);
    expect(reachedPercent('99.999', '100')).toBe(99);
  });

  it('is never beyond a hundred, nor below nothing', () => {
    expect(reachedPercent('250', '100')).toBe(100);
    expect(reachedPercent('-5', '100')).toBe(0);
    expect(reachedPercent('1', '0')).toBe(100);
  });
});
