/** Deals below the broker: what each of them earned, or why it earned nothing. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { listOwnCommissions, sumUpOwnCommissions } from '@/api/portal';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { useCommissionColumns } from '@/shared/commissions/columns';
import { useCommissionDownload } from '@/shared/commissions/download';
import { keyOf, STATES } from '@/shared/commissions/keys';
import type { SearchTexts } from '@/shared/router/search';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { useServerNames } from '../../records/useServerNames';

const POLL_MS = 20_000;
const KINDS = ['fixed', 'flexible'] as const;

const wanted = (filters: SearchTexts) => ({
  from: filters.from,
  to: filters.to,
  kind: KINDS.find((one) => one === filters.kind),
  state: STATES.find((one) => one === filters.state),
  server: filters.server,
  currency: filters.currency?.toUpperCase(),
  symbol: filters.symbol,
});

function useFilters(): Filter[] {
  const { t } = useTranslation('commissions');
  const servers = useServerNames();
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'kind',
        label: t('columns.kind'),
        options: KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) })),
      },
      {
        kind: 'choice',
        id: 'state',
        label: t('columns.state'),
        options: STATES.map((one) => ({ value: one, label: t(`states.${one}`) })),
      },
      { kind: 'choice', id: 'server', label: t('columns.server'), options: servers },
      { kind: 'search', id: 'currency', label: t('columns.currency') },
      { kind: 'search', id: 'symbol', label: t('symbol') },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t, servers],
  );
}

export function EarningsTable() {
  const { t } = useTranslation('commissions');
  const [search] = useSearchTexts();
  const query = wanted(search);
  return (
    <>
      <CommissionSums
        queryKey={['portal', 'commissions', query]}
        load={(cursor, signal) => sumUpOwnCommissions({ query: { ...query, cursor }, signal })}
      />
      <DataTable
        id="portal.commissions"
        label={t('list')}
        columns={useCommissionColumns()}
        filters={useFilters()}
        download={useCommissionDownload('commissions.csv')}
        rowKey={keyOf}
        rowHref={(row) => `/commissions/${row.deal}`}
        queryKey={['portal', 'commissions']}
        load={({ filters, cursor, limit }, signal) =>
          listOwnCommissions({ query: { ...wanted(filters), cursor, limit }, signal })
        }
        pollMs={POLL_MS}
        empty={{ title: t('none'), hint: t('none_hint') }}
      />
    </>
  );
}
