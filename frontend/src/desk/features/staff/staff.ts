/** Calls about members of staff and their roles. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { Items, Member, PermissionView, Role, Scope } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

export const STAFF = ['desk', 'staff'] as const;
export const ROLES = ['desk', 'roles'] as const;
const MOST = 200;

/** The one word for how somebody stands. */
export const standingOf = (member: Member) =>
  member.active ? (member.suspended ? 'suspended' : 'active') : 'disabled';

export function useRoles() {
  const api = useApi();
  const can = useCan();
  return useQuery({
    queryKey: [...ROLES, 'all'],
    queryFn: ({ signal }) =>
      api.get<Page<Role>>('/api/desk/roles', { query: { limit: MOST }, signal }),
    enabled: can('read_roles'),
  });
}

/** Who can be somebody's supervisor: the first two hundred members. */
export function useMembers() {
  const api = useApi();
  return useQuery({
    queryKey: [...STAFF, 'all'],
    queryFn: ({ signal }) =>
      api.get<Page<Member>>('/api/desk/staff', { query: { limit: MOST }, signal }),
  });
}

export const usePermissions = () =>
  useQuery(useRead<Items<PermissionView>>('/api/desk/permissions'));

export const useRole = (id: string, enabled: boolean) =>
  useQuery({ ...useRead<Role>(`/api/desk/roles/${id}`), enabled });

export interface MemberChange {
  name: string;
  role_id: string;
  supervisor_id: string | null;
  active?: boolean;
  must_change_password: boolean;
}

/** Only what differs: nobody may touch their own role, not even to leave it as it is. */
export function whatChanged(member: Member, wanted: MemberChange): Partial<MemberChange> {
  const current = {
    name: member.name,
    role_id: member.role.id,
    supervisor_id: member.supervisor?.id ?? null,
    must_change_password: member.must_change_password,
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== current[name as keyof typeof current],
    ),
  );
}

export function useSaveMember(member: Member | null) {
  const api = useApi();
  const queries = useQueryClient();
  return async (
    values: MemberChange & { email: string; language: string; password: string },
    idempotencyKey: string,
  ): Promise<Member> => {
    const { email, language, password, ...change } = values;
    const given = password ? { password } : { must_change_password: false };
    const saved = member
      ? await api.patch<Member>(`/api/desk/staff/${member.id}`, whatChanged(member, change))
      : await api.post<Member>(
          '/api/desk/staff',
          { ...change, email, language, ...given },
          { idempotencyKey },
        );
    await queries.invalidateQueries({ queryKey: STAFF });
    return saved;
  };
}

export function useSwitchMember() {
  const api = useApi();
  const queries = useQueryClient();
  return async (member: Member) => {
    await api.patch(`/api/desk/staff/${member.id}`, { active: !member.active });
    await queries.invalidateQueries({ queryKey: STAFF });
  };
}

export function useRemoveMember() {
  const api = useApi();
  const queries = useQueryClient();
  return async (member: Member) => {
    await api.delete(`/api/desk/staff/${member.id}`);
    await queries.invalidateQueries({ queryKey: STAFF });
  };
}

export interface RoleDraft {
  name: string;
  description: string;
  permissions: string[];
  scope: Scope;
  sensitive_fields: Role['sensitive_fields'];
  notification_scope: Role['notification_scope'];
}

export function useSaveRole(roleId: string | null) {
  const api = useApi();
  const queries = useQueryClient();
  return async (draft: RoleDraft, idempotencyKey: string): Promise<Role> => {
    const saved = roleId
      ? await api.patch<Role>(`/api/desk/roles/${roleId}`, draft)
      : await api.post<Role>('/api/desk/roles', draft, { idempotencyKey });
    queries.setQueryData(['desk', `/api/desk/roles/${saved.id}`], saved);
    await queries.invalidateQueries({ queryKey: ROLES });
    return saved;
  };
}

export function useRemoveRole() {
  const api = useApi();
  const queries = useQueryClient();
  return async (roleId: string) => {
    await api.delete(`/api/desk/roles/${roleId}`);
    await queries.invalidateQueries({ queryKey: ROLES });
  };
}
