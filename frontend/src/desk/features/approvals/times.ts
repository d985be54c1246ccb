/** Periods and durations of the page of times. */

const DAY_MS = 86_400_000;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The last `days` days up to `today`, by UTC, both ends included. */
export function periodOf(days: number, today: Date): { from: string; to: string } {
  return { from: dayOf(today.getTime() - (days - 1) * DAY_MS), to: dayOf(today.getTime()) };
}

export interface DurationPart {
  value: number;
  unit: 'day' | 'hour' | 'minute' | 'second';
}

const UNITS: readonly [DurationPart['unit'], number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The two largest units of a duration; what is smaller is left out. */
export function durationParts(seconds: number): DurationPart[] {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return [{ value: 0, unit: 'second' }];
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const value = Math.floor(rest / size);
    rest -= value * size;
    return { value, unit };
  });
  return parts.filter(({ value }) => value > 0);
}
