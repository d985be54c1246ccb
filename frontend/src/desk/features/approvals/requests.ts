/** Calls of the approval work place. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TimesView } from '@/api/desk';
import type { JsonClient } from '@/shared/api/jsonClient';
import type { Page } from '@/shared/api/page';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import type {
  Client,
  ClientRequest,
  DeskRequest,
  Items,
  ReviewedRequest,
  Total,
  Wallet,
  Withdrawal,
} from '../../records/types';
import { useRead } from '../../records/useList';

export const REQUESTS = ['desk', 'requests'] as const;
const QUEUE_SIZE = 100;
const QUEUE_POLL_MS = 20_000;

/** Which part of the queue somebody works through. */
export interface QueueView {
  view: 'todo' | 'all';
  type?: string;
  status?: string;
}

export function useQueue(view: QueueView) {
  const api = useApi();
  return useQuery({
    queryKey: [...REQUESTS, 'queue', view],
    queryFn: ({ signal }) =>
      api.get<Page<DeskRequest>>('/api/desk/requests', {
        query: { ...view, limit: QUEUE_SIZE },
        signal,
      }),
    refetchInterval: pollEvery(QUEUE_POLL_MS),
  });
}

const pathOf = (id: string) => `/api/desk/requests/${id}`;
const keyOf = (id: string) => [...REQUESTS, 'one', id];

export function useReview(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.get<ReviewedRequest>(pathOf(id), { signal }),
    refetchInterval: pollEvery(QUEUE_POLL_MS),
  });
}

/** Fetches the next request while this one is read, so that going on takes no time. */
export function usePrefetchReview() {
  const api = useApi();
  const queries = useQueryClient();
  return (id: string) =>
    void queries.prefetchQuery({
      queryKey: keyOf(id),
      queryFn: ({ signal }) => api.get<ReviewedRequest>(pathOf(id), { signal }),
    });
}

export interface DecisionForm {
  decision: 'approved' | 'rejected';
  reason: string;
  comment: string;
  notify: { email: boolean; popup: boolean; language: string | null };
  /** The step that was on the screen: a step decided meanwhile is a conflict. */
  node: number;
  /** Likewise: what has been corrected since was not seen. */
  round: number;
}

export function useDecide(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (form: DecisionForm): Promise<ReviewedRequest> => {
    const decided = await api.patch<ReviewedRequest>(pathOf(id), form);
    queries.setQueryData(keyOf(id), decided);
    return decided;
  };
}

export function useRestart(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (reason: string): Promise<ReviewedRequest> => {
    const begun = await api.post<ReviewedRequest>(`${pathOf(id)}/restarts`, { reason });
    queries.setQueryData(keyOf(id), begun);
    return begun;
  };
}

export interface Correction {
  values: Record<string, string>;
  /** The round that was on the screen: what has been corrected since is a conflict. */
  round: number;
  reason: string;
}

export function useCorrect(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (correction: Correction): Promise<ReviewedRequest> => {
    const corrected = await api.patch<ReviewedRequest>(`${pathOf(id)}/fields`, correction);
    queries.setQueryData(keyOf(id), corrected);
    return corrected;
  };
}

/** Everything about requests is read anew: counts, queue, and the one that is open. */
export function useRefreshRequests() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: REQUESTS });
}

/** A change of the log; what the server answers is the request as it stands. */
function useLogChange<T>(
  id: string,
  change: (api: JsonClient, given: T) => Promise<ReviewedRequest>,
) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: T) => change(api, given),
    onSuccess: (request) => queries.setQueryData(keyOf(id), request),
  });
}

export const useComment = (id: string) =>
  useLogChange(id, (api, comment: { text: string; file_ids: string[] }) =>
    api.post<ReviewedRequest>(`${pathOf(id)}/comments`, comment),
  );

export const useChangeComment = (id: string) =>
  useLogChange(id, (api, { commentId, text }: { commentId: string; text: string }) =>
    api.patch<ReviewedRequest>(`${pathOf(id)}/comments/${commentId}`, { text }),
  );

export const useDeleteComment = (id: string) =>
  useLogChange(id, (api, commentId: string) =>
    api.delete<ReviewedRequest>(`${pathOf(id)}/comments/${commentId}`),
  ).mutateAsync;

export const useSetClock = (id: string) =>
  useLogChange(id, (api, clock: { paused: string | null; note: string }) =>
    api.put<ReviewedRequest>(`${pathOf(id)}/clock`, clock),
  );

export function useTimes(period: { from: string; to: string }) {
  const api = useApi();
  return useQuery({
    queryKey: [...REQUESTS, 'times', period],
    queryFn: ({ signal }) =>
      api.get<Items<TimesView>>('/api/desk/request-times', { query: period, signal }),
  });
}

export function useClientOf(clientId: string, enabled: boolean) {
  return useQuery({ ...useRead<Client>(`/api/desk/clients/${clientId}`), enabled });
}

export function useWalletsOf(clientId: string, enabled: boolean) {
  return useQuery({ ...useRead<Items<Wallet>>(`/api/desk/clients/${clientId}/wallets`), enabled });
}

/** Sums of all their completed movements, by kind and currency. */
export function useTotalsOf(clientId: string, enabled: boolean) {
  const path = `/api/desk/clients/${clientId}/transactions/totals`;
  return useQuery({ ...useRead<Items<Total>>(path), enabled });
}

export function useOpenRequestsOf(clientId: string, enabled: boolean) {
  const api = useApi();
  const path = `/api/desk/clients/${clientId}/requests`;
  return useQuery({
    queryKey: [...REQUESTS, 'open', clientId],
    queryFn: ({ signal }) =>
      api.get<Page<ClientRequest>>(path, { query: { status: 'pending', limit: 20 }, signal }),
    enabled,
  });
}

interface FileLink {
  url: string;
  expires_at: string;
}

/** A link to one file. Asking for it is recorded, so nothing asks before somebody wants to look. */
export function useFileLink(fileId: string, wanted: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['desk', 'files', fileId],
    queryFn: ({ signal }) => api.get<FileLink>(`/api/desk/files/${fileId}`, { signal }),
    enabled: wanted,
    staleTime: 240_000,
    refetchOnWindowFocus: false,
  });
}

const withdrawalPath = (id: string) => `/api/desk/withdrawals/${encodeURIComponent(id)}`;

/** The withdrawal behind a request; it is read anew when anything about the request changes. */
export function useWithdrawal(request: ReviewedRequest) {
  const { id, type, status, funding_status, payment_status } = request;
  const read = useRead<Withdrawal>(withdrawalPath(id));
  return useQuery({
    ...read,
    queryKey: [...read.queryKey, status, funding_status, payment_status],
    enabled: type === 'withdrawal',
  });
}

export interface FollowUp {
  payment_status?: 'pending' | 'success' | 'failed';
  refund?: true;
  override?: boolean;
  reason?: string;
  notify?: { email: boolean; popup: boolean; language: string | null };
}

export function useFollowUp(withdrawalId: string) {
  const api = useApi();
  const refresh = useRefreshRequests();
  return useMutation({
    mutationFn: (change: FollowUp) => api.patch<Withdrawal>(withdrawalPath(withdrawalId), change),
    onSuccess: () => void refresh(),
  });
}
