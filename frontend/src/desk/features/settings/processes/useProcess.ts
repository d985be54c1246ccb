/** The three settings of a request type, found among all, and names for who is in them. */
import { useQuery } from '@tanstack/react-query';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { Setting } from '../../../records/types';
import { useCan } from '../../../session';

export interface Process {
  type: string;
  automation: Setting;
  flow: Setting;
  deadline: Setting;
}

export function processOf(settings: readonly Setting[], type: string): Process | null {
  const find = (part: string) => settings.find(({ key }) => key === `approvals.${part}.${type}`);
  const [automation, flow, deadline] = [find('automation'), find('flow'), find('deadline_hours')];
  return automation && flow && deadline ? { type, automation, flow, deadline } : null;
}

interface Named {
  id: string;
  name: string;
}

const MOST = 200;

/** Everybody of one kind whom a node can name; `mayList` is false for who may not see them. */
export function useNamed(kind: 'staff' | 'roles'): { people: Named[]; mayList: boolean } {
  const api = useApi();
  const mayList = useCan()(kind === 'staff' ? 'read_staff' : 'read_roles');
  const path = `/api/desk/${kind}`;
  const { data } = useQuery({
    queryKey: ['desk', 'named', path],
    queryFn: ({ signal }) => api.get<Page<Named>>(path, { query: { limit: MOST }, signal }),
    enabled: mayList,
  });
  return { people: data?.items ?? [], mayList };
}
