/** Deals below the broker: what each of them earned, or why it earned nothing. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnCommissions } from '@/api/portal';
import { useCommissionColumns, useCommissionDownload } from '@/shared/commissions/columns';
import type { Commission } from '@/shared/commissions/types';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';

const POLL_MS = 20_000;

export function EarningsTable() {
  const { t } = useTranslation('commissions');
  const client = useCallback((row: Commission) => <bdi>{row.client_id}</bdi>, []);
  const filters: Filter[] = [{ kind: 'period', id: 'period', label: t('period') }];
  return (
    <DataTable
      id="portal.commissions"
      label={t('list')}
      columns={useCommissionColumns(client)}
      filters={filters}
      download={useCommissionDownload('commissions.csv')}
      rowKey={(row) => `${row.deal} ${row.kind}`}
      rowHref={(row) => `/commissions/${row.deal}`}
      queryKey={['portal', 'commissions']}
      load={({ filters: { from, to }, cursor, limit }, signal) =>
        listOwnCommissions({ query: { from, to, cursor, limit }, signal })
      }
      pollMs={POLL_MS}
      empty={{ title: t('none'), hint: t('none_hint') }}
    />
  );
}
