/** Reads the audit log. */
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { PageQuery } from '@/shared/table/types';
import { useZone } from '@/shared/time/zone';
import { withMoments } from '../../records/period';
import type { AuditRecord } from '../../records/types';

export function useLoadAudit() {
  const api = useApi();
  const { zone } = useZone();
  return ({ filters, cursor, limit }: PageQuery, signal: AbortSignal) =>
    api.get<Page<AuditRecord>>('/api/desk/audit', {
      query: { ...withMoments(filters, zone), cursor, limit },
      signal,
    });
}
