import { describe, expect, it } from 'vitest';
import { formatDistance, formatInstant, startOfDay, zoneLabel } from '@/shared/time/format';

describe('instants as text', () => {
  it('shows one instant differently in two zones', () => {
    expect(formatInstant('2026-11-10T22:30:00Z', 'en-GB', 'Europe/Athens')).toBe(
      '11 Nov 2026, 00:30',
    );
    expect(formatInstant('2026-11-10T22:30:00Z', 'en-GB', 'America/New_York')).toBe(
      '10 Nov 2026, 17:30',
    );
  });

  it('says which offset was in force at that instant, not today', () => {
    expect(zoneLabel('2026-01-10T12:00:00Z', 'Europe/Athens')).toBe('GMT+2');
    expect(zoneLabel('2026-07-10T12:00:00Z', 'Europe/Athens')).toBe('GMT+3');
    expect(zoneLabel('2026-07-10T12:00:00Z', 'UTC')).toBe('UTC');
  });

  it('shows seconds only when asked', () => {
    expect(formatInstant('2026-11-10T11:15:09Z', 'en-GB', 'UTC', 'second')).toBe(
      '10 Nov 2026, 11:15:09',
    );
    expect(formatInstant('2026-11-10T11:15:09Z', 'en-GB', 'UTC', 'date')).toBe('10 Nov 2026');
  });
});

describe('distances', () => {
  const now = Date.parse('2026-11-10T12:00:00Z');

  it.each([
    ['2026-11-10T11:59:57Z', '3 seconds ago'],
    ['2026-11-10T11:57:00Z', '3 minutes ago'],
    ['2026-11-10T09:00:00Z', '3 hours ago'],
    ['2026-11-08T12:00:00Z', '2 days ago'],
    ['2026-11-10T13:30:00Z', 'in 1 hour'],
  ])('calls %s %s', (instant, words) => {
    expect(formatDistance(instant, now, 'en-GB')).toBe(words);
  });
});

describe('the start of a day', () => {
  it.each([
    ['2026-11-10', 'UTC', '2026-11-10T00:00:00.000Z'],
    ['2026-11-10', 'Europe/Athens', '2026-11-09T22:00:00.000Z'],
    ['2026-07-10', 'Europe/Athens', '2026-07-09T21:00:00.000Z'],
    ['2026-11-10', 'America/New_York', '2026-11-10T05:00:00.000Z'],
    ['2026-11-10', 'Asia/Kolkata', '2026-11-09T18:30:00.000Z'],
  ])('%s in %s is %s', (day, zone, instant) => {
    expect(startOfDay(day, zone)).toBe(instant);
  });

  it('is 23 hours before the next where clocks go forward', () => {
    const [start, end] = [
      startOfDay('2026-03-29', 'Europe/Athens'),
      startOfDay('2026-03-29', 'Europe/Athens', 1),
    ];
    expect((Date.parse(end) - Date.parse(start)) / 3_600_000).toBe(23);
  });
});
