/** Reads the audit log. */
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { PageQuery } from '@/shared/table/types';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';
import type { AuditRecord } from '../../records/types';

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
