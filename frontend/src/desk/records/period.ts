/** A chosen period as the server takes it: from the first day's beginning to the last day's end. */
import type { FilterValues } from '@/shared/table/types';
import { startOfDay } from '@/shared/time/format';

/** `filters` with whole days turned into moments of the broker's or the reader's zone. */
export function withMoments(filters: FilterValues, zone: string): Record<string, string> {
  const { from, to, ...rest } = filters;
  return {
    ...rest,
    ...(from ? { from: startOfDay(from, zone) } : {}),
    ...(to ? { to: startOfDay(to, zone, 1) } : {}),
  };
}
