/** A chosen period as the server takes it: from the first day's beginning to the last day's end. */
import type { FilterValues } from '@/shared/table/types';
import { isDay, startOfDay } from '@/shared/time/format';

/**
 * `filters` with whole days turned into moments of the broker's or the reader's zone. What is no
 * day stays: the server says what it takes.
 */
export function withMoments(filters: FilterValues, zone: string): Record<string, string> {
  const { from, to, ...rest } = filters;
  return {
    ...rest,
    ...(from ? { from: isDay(from) ? startOfDay(from, zone) : from } : {}),
    ...(to ? { to: isDay(to) ? startOfDay(to, zone, 1) : to } : {}),
  };
}
