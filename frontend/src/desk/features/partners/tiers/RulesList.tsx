/** The tier rules: one per rank structure. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TierRulesView, TierRuleView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { RULES } from './tiers';

export function RulesList() {
  const { t } = useTranslation('desk-tiers');
  const api = useApi();
  const load = async (_: unknown, signal: AbortSignal) => {
    const { items } = await api.get<TierRulesView>(RULES, { signal });
    return { items, next_cursor: null };
  };
  return (
    <DataTable
      id="desk.tier-rules"
      label={t('tabs.rules')}
      columns={useColumns()}
      rowKey={(row) => row.structure_id}
      rowHref={(row) => `/tiers/${row.structure_id}`}
      queryKey={['desk', RULES, 'rows']}
      load={load}
      state="page"
      empty={{ title: t('no_rules'), hint: t('no_rules_hint') }}
    />
  );
}

function useColumns(): Column<TierRuleView>[] {
  const { t } = useTranslation('desk-tiers');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'state',
        header: t('state'),
        width: 130,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.enabled ? 'good' : 'neutral'}>{t(row.enabled ? 'on' : 'off')}</Chip>
        ),
      },
      {
        id: 'structure',
        header: t('structure'),
        width: 200,
        cell: (row) => <bdi>{row.structure_name}</bdi>,
      },
      { id: 'method', header: t('method'), width: 150, cell: (row) => t(`methods.${row.method}`) },
      {
        id: 'months',
        header: t('months'),
        width: 170,
        cell: (row) => (row.months ? t('last_months', { count: row.months }) : t('all_time')),
      },
      {
        id: 'demotes',
        header: t('demotes'),
        width: 130,
        cell: (row) => t(row.demotes ? 'yes' : 'no'),
      },
      {
        id: 'changed',
        header: t('changed'),
        width: 240,
        cell: (row) =>
          row.changed_at ? (
            <>
              <Time at={row.changed_at} /> <bdi>{row.by_name}</bdi>
            </>
          ) : (
            '—'
          ),
      },
    ],
    [t],
  );
}
