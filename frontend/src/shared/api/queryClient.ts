/** Defaults of every read: patient with the network, never repeating what the server refused. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './ApiError';

const FRESH_MS = 15_000;
const MAX_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) =>
          failures < MAX_RETRIES && error instanceof ApiError && error.isTemporary,
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      },
      // A money-moving call is repeated by the person, with the same idempotency key.
      mutations: { retry: false },
    },
  });
}

const SLOWEST_POLL_MS = 300_000;

/**
 * `refetchInterval` for live figures: every `everyMs` while the tab is visible (TanStack Query
 * pauses hidden tabs), doubling with each failure up to five minutes.
 */
export function pollEvery(everyMs: number) {
  return (query: { state: { fetchFailureCount: number } }): number =>
    Math.min(everyMs * 2 ** query.state.fetchFailureCount, SLOWEST_POLL_MS);
}
