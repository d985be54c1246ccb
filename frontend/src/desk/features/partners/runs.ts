/** Runs over past deals: recalculations and simulations, their addresses and calls. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RunRowView, RunView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { useRead } from '../../records/useList';

export type RunKind = RunView['kind'];

/** Where runs of a kind are, for the server and as a page. */
export const placeOf = (kind: RunKind): string => `/${kind}s`;
export const runsPath = (kind: RunKind): string => `/api/desk${placeOf(kind)}`;
export const runPath = (kind: RunKind, id: string): string =>
  `${runsPath(kind)}/${encodeURIComponent(id)}`;
export const listKey = (kind: RunKind) => ['desk', 'runs', kind];

const POLL_MS = 2_000;

/** Whether it goes on by itself. */
export const isGoingOn = ({ state }: RunView) => state === 'looking' || state === 'applying';

/** One run, looked at again while it goes on. */
export const useRun = (kind: RunKind, id: string) =>
  useQuery({
    ...useRead<RunView>(runPath(kind, id)),
    refetchInterval: (query) =>
      query.state.data && !isGoingOn(query.state.data) ? false : pollEvery(POLL_MS)(query),
  });

export function useDecideRun(kind: RunKind, id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (action: 'apply' | 'cancel') => {
    const path = runPath(kind, id);
    queries.setQueryData(['desk', path], await api.patch<RunView>(path, { action }));
    await queries.invalidateQueries({ queryKey: listKey(kind) });
  };
}

export type Skipped = NonNullable<RunRowView['skipped']>;
const REASONS: readonly Skipped[] = ['unchanged', 'nothing', 'passed_over', 'no_trade', 'unknown'];

/** Why deals of a run are left as they are, the reasons that there are. */
export const skippedOf = ({ skipped }: RunView): Skipped[] =>
  REASONS.filter((why) => skipped[why] > 0);

export const countSkipped = (run: RunView): number =>
  skippedOf(run).reduce((sum, why) => sum + run.skipped[why], 0);
