/** Batch operations: their kinds, and the calls of their pages. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import type { Batch } from '../../records/types';
import { useRead } from '../../records/useList';

export const PATH = '/api/desk/jobs';
const POLL_MS = 2_000;

export const KINDS = [
  'account_deposit',
  'account_withdrawal',
  'account_credit_in',
  'account_credit_out',
  'account_leverage',
  'account_group',
  'account_type',
  'account_access',
  'requests_approved',
  'requests_rejected',
] as const;

/** Whether its rows are requests, and not accounts. */
export const isOfRequests = ({ kind }: Batch) => kind.startsWith('requests_');

export const BATCH_STATUSES = ['running', 'finished', 'cancelled'] as const;

const pathOf = (batchId: string) => `${PATH}/${batchId}`;

/** One batch, looked at again while it runs, and once its rows may still come to their end. */
export const useBatch = (batchId: string) =>
  useQuery({
    ...useRead<Batch>(pathOf(batchId)),
    refetchInterval: (query) =>
      query.state.data?.status === 'finished' ? false : pollEvery(POLL_MS)(query),
  });

/** What a batch has decided waits no longer: the queue and its counts are read anew with it. */
export function useFreshQueue(batch: Batch): void {
  const queries = useQueryClient();
  const ended = isOfRequests(batch) && batch.done + batch.refused > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew whenever the batch has moved on
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ queryKey: ['desk', 'requests'] });
  }, [queries, ended, batch.done, batch.refused]);
}

export function useBatchCalls(batchId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return {
    cancel: async () => {
      const batch = await api.patch<Batch>(pathOf(batchId), { status: 'cancelled' });
      queries.setQueryData(['desk', pathOf(batchId)], batch);
      void queries.invalidateQueries({ queryKey: ['desk', 'batches'] });
    },
    result: (only: 'refused' | null) =>
      api.get<{ name: string; text: string }>(`${pathOf(batchId)}/result`, {
        query: only ? { only } : {},
      }),
  };
}
