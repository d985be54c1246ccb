/** Calls about settings. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '@/shared/auth/context';
import type { Items, Setting } from '../../records/types';
import { useRead } from '../../records/useList';
import type { Json } from './schema';

const PATH = '/api/desk/settings';
export const SETTINGS = ['desk', PATH] as const;

/** Settings that the designer of payment methods edits. */
export const METHOD_SETTINGS: readonly string[] = [
  'funds.deposit_methods',
  'funds.withdrawal_methods',
];

export const useSettings = () => useQuery(useRead<Items<Setting>>(PATH));

export const pathOf = (key: string) => `${PATH}/${encodeURIComponent(key)}`;

/** Puts what the server answered in the place of the old, so that nothing has to be read anew. */
function useKeep() {
  const queries = useQueryClient();
  return (setting: Setting): Setting => {
    queries.setQueryData<Items<Setting>>(SETTINGS, (all) =>
      all
        ? { items: all.items.map((one) => (one.key === setting.key ? setting : one)) }
        : undefined,
    );
    void queries.invalidateQueries({ queryKey: ['desk', 'setting-versions', setting.key] });
    void queries.invalidateQueries({ queryKey: ['brand'] });
    return setting;
  };
}

export interface SettingChange {
  value: Json;
  comment: string;
  /** ISO instant; null: at once. */
  effective_at: string | null;
}

export function useChangeSetting(key: string) {
  const api = useApi();
  const keep = useKeep();
  return async (change: SettingChange, idempotencyKey: string) =>
    keep(await api.put<Setting>(pathOf(key), change, { idempotencyKey }));
}

export function useDecideSetting(key: string) {
  const api = useApi();
  const keep = useKeep();
  return async (decision: 'approved' | 'rejected', comment: string) =>
    keep(await api.patch<Setting>(pathOf(key), { decision, comment }));
}

export function useRollBack(key: string) {
  const api = useApi();
  const keep = useKeep();
  return async (version: number, comment: string) =>
    keep(await api.post<Setting>(`${pathOf(key)}/rollbacks`, { version, comment }));
}
