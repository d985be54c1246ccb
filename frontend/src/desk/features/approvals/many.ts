/** One decision on many requests: what would be decided, and beginning it. */
import { useApi } from '@/shared/auth/context';
import type { Notify } from '../../records/NotifyFields';
import type { ReviewedDecision, ReviewedDecisions } from '../../records/types';

const PATH = '/api/desk/request-jobs';
/** More than this does not fit one order. */
export const MOST_AT_ONCE = 500;

export type Verdict = 'approved' | 'rejected';

/** What is to be decided: requests that are ticked, or all that wait, of one type if given. */
export type Chosen =
  | { request_ids: readonly string[] }
  | { everything: true; type: string | undefined };

export interface ManyOrder {
  decision: Verdict;
  reason: string;
  comment: string;
  notify: Notify;
}

/** Those that would be decided; the others are left out. */
export const fineOf = (items: readonly ReviewedDecision[]) =>
  items.filter(({ code }) => code === null);

export function useMany() {
  const api = useApi();
  return {
    review: (chosen: Chosen) => api.post<ReviewedDecisions>(`${PATH}/reviews`, chosen),
    /** What has moved on since the review is refused: the order says what was seen. */
    start: (order: ManyOrder, items: readonly ReviewedDecision[], idempotencyKey: string) =>
      api.post<{ id: string }>(
        PATH,
        { ...order, requests: items.map(({ id, node, round }) => ({ id, node, round })) },
        { idempotencyKey },
      ),
  };
}
