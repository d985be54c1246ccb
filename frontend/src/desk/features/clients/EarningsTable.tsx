/** What one broker has earned: by months, in sum, and deal by deal with the reasons. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { useCommissionColumns } from '@/shared/commissions/columns';
import { useCommissionDownload } from '@/shared/commissions/download';
import { keyOf } from '@/shared/commissions/keys';
import { MonthCards } from '@/shared/commissions/MonthCards';
import type { ListedCommission, Month, SumsPart } from '@/shared/commissions/types';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import type { Items } from '../../records/types';
import { useList, useRead } from '../../records/useList';

export function EarningsTable({ clientId }: { clientId: string }) {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const path = `/api/desk/clients/${clientId}/commissions`;
  const months = useQuery(useRead<Items<Month>>(`${path}/months`));
  const filters: Filter[] = [{ kind: 'period', id: 'period', label: t('period') }];
  const { filters: set } = useTableState(filters, 'address');
  return (
    <Stack gap="md">
      <MonthCards months={months.data?.items ?? []} />
      <CommissionSums
        queryKey={['desk', 'client-commissions', clientId, set]}
        load={(cursor, signal) =>
          api.get<SumsPart>(`${path}/sums`, { query: { ...set, cursor }, signal })
        }
      />
      <DataTable
        id="desk.client.commissions"
        label={t('list')}
        columns={useCommissionColumns()}
        filters={filters}
        download={useCommissionDownload(`commissions-${clientId}.csv`)}
        rowKey={keyOf}
        rowHref={(row) => `/commissions/${row.deal}`}
        queryKey={['desk', 'client-commissions', clientId]}
        load={useList<ListedCommission>(path)}
        empty={{ title: t('none'), hint: t('none_hint') }}
      />
    </Stack>
  );
}
