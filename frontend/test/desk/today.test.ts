import { describe, expect, it } from 'vitest';
import { countSince, dayIn, requestsSince, todayStart } from '@/desk/features/dashboard/today';
import type { DeskRequest } from '@/desk/records/types';

const SINCE = '2026-11-10T22:00:00Z';

const request = (type: string, submittedAt: string, amount: string): DeskRequest =>
  ({
    type,
    submitted_at: submittedAt,
    summary: { amount, currency: 'USD' },
  }) as unknown as DeskRequest;

describe('the day', () => {
  it('begins at midnight of the zone, not of UTC', () => {
    const now = new Date('2026-11-10T23:30:00Z');
    expect(dayIn(now, 'Europe/Athens')).toBe('2026-11-11');
    expect(todayStart('Europe/Athens', now)).toBe('2026-11-10T22:00:00.000Z');
  });
});

describe("today's figures", () => {
  it('count what came in since the day began', () => {
    const items = [{ at: '2026-11-11T01:00:00Z' }, { at: '2026-11-10T21:59:59Z' }];
    expect(countSince({ items, next_cursor: 'x' }, SINCE, (row) => row.at)).toEqual({
      count: 1,
      more: false,
    });
  });

  it('say so when the day has more than was looked at', () => {
    const items = [{ at: '2026-11-11T01:00:00Z' }];
    expect(countSince({ items, next_cursor: 'x' }, SINCE, (row) => row.at).more).toBe(true);
  });

  it('sum the requests of one type, exactly', () => {
    const items = [
      request('deposit', '2026-11-11T01:00:00Z', '0.10'),
      request('deposit', '2026-11-11T02:00:00Z', '0.20'),
      request('withdrawal', '2026-11-11T02:00:00Z', '99.00'),
      request('deposit', '2026-11-09T02:00:00Z', '5.00'),
    ];
    const today = requestsSince({ items, next_cursor: null }, 'deposit', SINCE);
    expect(today).toEqual({
      count: 2,
      more: false,
      sums: [{ amount: '0.30', currency: 'USD' }],
    });
  });
});
