/** What settlements found, for one kind of rule; each with its figures, some for staff to decide. */
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Method, TierOutcomeView } from '@/api/desk/types.gen';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useList } from '../../../records/useList';
import { OutcomeDialog } from './OutcomeDialog';
import { OUTCOMES, OUTCOMES_KEY } from './tiers';

const STATES = {
  automatic: ['success', 'fail', 'rejected', 'expired'],
  manual: ['pending', 'upgraded', 'rejected', 'expired'],
} as const;
const TONES: Readonly<Record<TierOutcomeView['state'], Tone>> = {
  unchanged: 'neutral',
  success: 'good',
  upgraded: 'good',
  fail: 'bad',
  pending: 'warn',
  rejected: 'neutral',
  expired: 'neutral',
};

export function OutcomesList({ method }: { method: Method }) {
  const { t } = useTranslation('desk-tiers');
  const [opened, setOpened] = useState<TierOutcomeView | null>(null);
  const filters: Filter[] = [
    {
      kind: 'choice',
      id: 'state',
      label: t('state'),
      options: STATES[method].map((value) => ({ value, label: t(`outcomes.${value}`) })),
    },
  ];
  return (
    <>
      <DataTable
        id={`desk.tier-outcomes.${method}`}
        label={t(method === 'manual' ? 'tabs.manual' : 'tabs.automatic')}
        columns={useColumns(setOpened)}
        filters={filters}
        rowKey={(row) => `${row.client_id} ${row.settlement_id}`}
        queryKey={[...OUTCOMES_KEY, method]}
        load={useList<TierOutcomeView>(OUTCOMES, { method })}
        empty={{ title: t('no_outcomes'), hint: t('no_outcomes_hint') }}
      />
      {opened ? <OutcomeDialog outcome={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

export function tierName(outcome: TierOutcomeView, tier: number | null): string {
  return tier ? (outcome.tiers[tier - 1] ?? String(tier)) : '—';
}

export function OutcomeChip({ outcome }: { outcome: TierOutcomeView }) {
  const { t } = useTranslation('desk-tiers');
  return <Chip tone={TONES[outcome.state]}>{t(`outcomes.${outcome.state}`)}</Chip>;
}

function useColumns(open: (outcome: TierOutcomeView) => void): Column<TierOutcomeView>[] {
  const { t } = useTranslation('desk-tiers');
  return useMemo(
    () => [
      {
        id: 'client',
        header: t('client'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => (
          <Anchor component={Link} to={`/clients/${row.client_id}`} inherit>
            <bdi>{row.client_name}</bdi> <bdi>{row.client_id}</bdi>
          </Anchor>
        ),
      },
      {
        id: 'state',
        header: t('state'),
        width: 120,
        card: 'mark',
        cell: (row) => <OutcomeChip outcome={row} />,
      },
      {
        id: 'before',
        header: t('before'),
        width: 140,
        cell: (row) => <bdi>{tierName(row, row.before)}</bdi>,
      },
      {
        id: 'reached',
        header: t('reached'),
        width: 140,
        cell: (row) => <bdi>{tierName(row, row.reached)}</bdi>,
      },
      {
        id: 'cause',
        header: t('cause'),
        width: 230,
        cell: (row) => (row.cause ? t(`causes.${row.cause}`) : '—'),
      },
      { id: 'at', header: t('settled'), width: 190, cell: (row) => <Time at={row.at} /> },
      {
        id: 'rule',
        header: t('rule'),
        width: 180,
        cell: (row) => <bdi>{row.rule_name}</bdi>,
      },
      {
        id: 'figures',
        header: t('figures'),
        width: 150,
        control: true,
        cell: (row) => (
          <Button size="compact-sm" variant="light" onClick={() => open(row)}>
            {t('show_figures')}
          </Button>
        ),
      },
    ],
    [t, open],
  );
}
