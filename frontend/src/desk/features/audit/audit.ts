/** Calls and types of the audit log. */
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { PageQuery } from '@/shared/table/types';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';

export interface AuditRecord {
  id: string;
  at: string;
  actor: { realm: string; id: string; name: string };
  action: string;
  object: { type: string; id: string };
  before: unknown;
  after: unknown;
  ip: string | null;
  device: string | null;
  request_id: string | null;
}

export function useLoadAudit() {
  const api = useApi();
  const { zone } = useZone();
  return ({ filters, cursor, limit }: PageQuery, signal: AbortSignal) =>
    api.get<Page<AuditRecord>>('/api/desk/audit', {
      query: {
        object: filters.object,
        actor: filters.actor,
        from: filters.from ? startOfDay(filters.from, zone) : undefined,
        to: filters.to ? startOfDay(filters.to, zone, 1) : undefined,
        cursor,
        limit,
      },
      signal,
    });
}
