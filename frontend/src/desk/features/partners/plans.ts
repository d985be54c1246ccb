/** Calls about commission plans, and the names of those that others refer to. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlanForm, PlanKind, PlanRowView, PlanView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { Items, Setting } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

export const PLAN_KINDS: readonly PlanKind[] = [
  'fixed_scheme',
  'flexible_scheme',
  'rank_structure',
  'symbol_group',
];
export const isKind = (text: string | undefined): text is PlanKind =>
  PLAN_KINDS.includes(text as PlanKind);

const PATH = '/api/desk/commission-plans';
export const DEFAULT_SCHEME = '/api/desk/settings/partners.default_scheme';
export const pathOf = (kind: PlanKind, id?: string) =>
  id ? `${PATH}/${kind}/${encodeURIComponent(id)}` : `${PATH}/${kind}`;

export interface Choice {
  value: string;
  label: string;
}

/** Plans of a kind that count already, to choose from. */
export function usePlanChoices(kind: PlanKind): Choice[] {
  const { data } = useQuery(useRead<Page<PlanRowView>>(`${pathOf(kind)}?limit=200`));
  return useMemo(
    () =>
      (data?.items ?? [])
        .filter(({ number }) => number !== null)
        .map(({ id, name }) => ({ value: id, label: name })),
    [data],
  );
}

/** The trading servers, for those who may read the settings that hold them. */
export function useServerChoices(): Choice[] {
  const can = useCan();
  const { data } = useQuery({
    ...useRead<Items<Setting>>('/api/desk/settings'),
    enabled: can('read_settings'),
  });
  return useMemo(() => {
    const setting = data?.items.find(({ key }) => key === 'accounts.trading_servers');
    const servers = (setting?.value ?? []) as { id: string; name: string }[];
    return servers.map(({ id, name }) => ({ value: id, label: name }));
  }, [data]);
}

/** The plan that new IBs get, as the settings have it. */
export function useDefaultScheme() {
  const can = useCan();
  const { data } = useQuery({
    ...useRead<Items<Setting>>('/api/desk/settings'),
    enabled: can('read_settings'),
  });
  return data?.items.find(({ key }) => key === 'partners.default_scheme');
}

function useRefresh() {
  const queries = useQueryClient();
  return (kind: PlanKind, plan: PlanView): PlanView => {
    queries.setQueryData(['desk', pathOf(kind, plan.id)], plan);
    void queries.invalidateQueries({ queryKey: ['desk', 'plans', kind] });
    void queries.invalidateQueries({ queryKey: ['desk', `${pathOf(kind)}?limit=200`] });
    return plan;
  };
}

export function usePropose(kind: PlanKind, id?: string) {
  const api = useApi();
  const refresh = useRefresh();
  return async (form: PlanForm, idempotencyKey: string) =>
    refresh(kind, await api.post<PlanView>(pathOf(kind, id), form, { idempotencyKey }));
}

export function useDecide(kind: PlanKind, id: string) {
  const api = useApi();
  const refresh = useRefresh();
  return async (decision: 'approved' | 'rejected', comment: string) =>
    refresh(kind, await api.patch<PlanView>(pathOf(kind, id), { decision, comment }));
}
