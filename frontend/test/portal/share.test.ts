import { describe, expect, it } from 'vitest';
import { isShare, shared } from '@/portal/features/passing/share';

describe('a share of a rate', () => {
  it('is what the server will pay: thirty per cent of four dollars', () => {
    expect(shared('4', '30', '0')).toEqual(['1.2', '2.8']);
    expect(shared('0.00000001', '50', '0')).toEqual(['0', '0.00000001']);
  });

  it('leaves the least with whoever passes on', () => {
    expect(shared('4', '60', '3.5')).toEqual(['0.5', '3.5']);
    expect(shared('4', '60', '5')).toEqual(['0', '4']);
  });

  it('is a number up to the limit with two decimals at most', () => {
    expect(['0', '30', '30.5', '60', '60.00'].every((one) => isShare(one, '60'))).toBe(true);
    expect(['', '60.01', '-1', '30.555', '1e1', '101'].some((one) => isShare(one, '60'))).toBe(
      false,
    );
  });
});
