import { describe, expect, it } from 'vitest';
import { dayIn, daysOf, monthsUntil } from '@/shared/commissions/statementPeriod';

describe('the days of a statement', () => {
  it('offers this month and the twelve before it', () => {
    const months = monthsUntil('2026-03-02');
    expect(months).toHaveLength(13);
    expect(months.slice(0, 4)).toEqual(['2026-03', '2026-02', '2026-01', '2025-12']);
  });

  it('takes a past month whole, and the present one as far as it has come', () => {
    expect(daysOf('2026-02', '2026-03-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysOf('2026-03', '2026-03-02')).toEqual({ from: '2026-03-01', to: '2026-03-02' });
  });

  it('goes by the clock of the broker', () => {
    const late = new Date('2026-03-02T22:00:00Z');
    expect(dayIn('Asia/Shanghai', late)).toBe('2026-03-03');
    expect(dayIn('America/New_York', late)).toBe('2026-03-02');
  });
});
