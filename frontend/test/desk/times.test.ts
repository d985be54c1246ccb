import { describe, expect, it } from 'vitest';
import { durationParts, periodOf } from '@/desk/features/approvals/times';

describe('how long decisions took', () => {
  it('is told in the two largest units', () => {
    expect(durationParts(0)).toEqual([{ value: 0, unit: 'second' }]);
    expect(durationParts(59)).toEqual([{ value: 59, unit: 'second' }]);
    expect(durationParts(3_600)).toEqual([{ value: 1, unit: 'hour' }]);
    expect(durationParts(90_061)).toEqual([
      { value: 1, unit: 'day' },
      { value: 1, unit: 'hour' },
    ]);
  });

  it('counts days with both ends', () => {
    const today = new Date('2026-03-07T23:59:00Z');
    expect(periodOf(7, today)).toEqual({ from: '2026-03-01', to: '2026-03-07' });
  });
});
