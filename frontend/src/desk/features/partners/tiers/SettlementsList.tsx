/** Every settlement of tiers: when it was due, how far it is, and what it came to. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TierSettlementView } from '@/api/desk/types.gen';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { useList } from '../../../records/useList';
import { SETTLEMENTS, SETTLEMENTS_KEY } from './tiers';

const COUNTED = ['success', 'pending', 'fail', 'unchanged'] as const;

export function SettlementsList() {
  const { t } = useTranslation('desk-tiers');
  return (
    <DataTable
      id="desk.tier-settlements"
      label={t('tabs.settlements')}
      columns={useColumns()}
      rowKey={(row) => row.id}
      queryKey={SETTLEMENTS_KEY}
      load={useList<TierSettlementView>(SETTLEMENTS)}
      state="page"
      empty={{ title: t('no_settlements'), hint: t('no_settlements_hint') }}
    />
  );
}

function useColumns(): Column<TierSettlementView>[] {
  const { t } = useTranslation('desk-tiers');
  return useMemo(
    () => [
      {
        id: 'due',
        header: t('due'),
        width: 190,
        pinned: true,
        card: 'title',
        cell: (row) => <Time at={row.due_at} />,
      },
      {
        id: 'state',
        header: t('state'),
        width: 140,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.ended_at ? 'good' : 'warn'}>{t(row.ended_at ? 'ended' : 'runs')}</Chip>
        ),
      },
      ...COUNTED.map((state) => ({
        id: state,
        header: t(`outcomes.${state}`),
        width: 120,
        align: 'end' as const,
        cell: (row: TierSettlementView) => row.counts[state] ?? 0,
      })),
      {
        id: 'by',
        header: t('begun_by'),
        width: 180,
        cell: (row) => (row.by_name ? <bdi>{row.by_name}</bdi> : t('by_schedule')),
      },
    ],
    [t],
  );
}
