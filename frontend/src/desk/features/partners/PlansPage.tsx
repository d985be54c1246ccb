/** Commission plans: schemes, and what schemes are made of, each kind in its own list. */
import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanKind, PlanRowView } from '@/api/desk/types.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { useList } from '../../records/useList';
import { useCan } from '../../session';
import { isKind, PLAN_KINDS, pathOf, useDefaultScheme } from './plans';

export default function PlansPage() {
  const { t } = useTranslation('desk-partners');
  const can = useCan();
  const [search, change] = useSearchTexts();
  const kind = isKind(search.kind) ? search.kind : 'fixed_scheme';
  return (
    <>
      <PageHeader
        title={t('plans_title')}
        subtitle={t('plans_subtitle')}
        actions={
          can('update_commission_plans') ? (
            <Button
              component={Link}
              to={`/commission-plans/${kind}/new`}
              leftSection={<IconPlus size={17} aria-hidden />}
            >
              {t(`add.${kind}`)}
            </Button>
          ) : null
        }
      />
      <Tabs value={kind} onChange={(next) => change({ kind: next ?? undefined })} mb="md">
        <Tabs.List>
          {PLAN_KINDS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`kinds.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <PlansOfKind key={kind} kind={kind} />
    </>
  );
}

function PlansOfKind({ kind }: { kind: PlanKind }) {
  const { t } = useTranslation('desk-partners');
  return (
    <DataTable
      id={`desk.plans.${kind}`}
      label={t(`kinds.${kind}`)}
      columns={useColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => `/commission-plans/${row.kind}/${row.id}`}
      queryKey={['desk', 'plans', kind]}
      load={useList<PlanRowView>(pathOf(kind))}
      state="page"
      empty={{ title: t(`none.${kind}`), hint: t(`none_hint.${kind}`) }}
    />
  );
}

function useColumns(): Column<PlanRowView>[] {
  const { t } = useTranslation('desk-partners');
  const standard = useDefaultScheme()?.value;
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 260,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'state',
        header: t('state'),
        width: 240,
        card: 'mark',
        cell: (row) => (
          <>
            {row.number === null ? (
              <Chip>{t('not_yet')}</Chip>
            ) : (
              <Chip tone="good">{t('counts')}</Chip>
            )}{' '}
            {row.pending === null ? null : <Chip tone="warn">{t('waits')}</Chip>}{' '}
            {row.id === standard ? <Chip tone="info">{t('is_default')}</Chip> : null}
          </>
        ),
      },
      {
        id: 'version',
        header: t('version_number'),
        width: 110,
        align: 'end',
        cell: (row) => row.number ?? '—',
      },
      {
        id: 'since',
        header: t('since'),
        width: 190,
        cell: (row) => (row.effective_at ? <Time at={row.effective_at} /> : '—'),
      },
      {
        id: 'next',
        header: t('next'),
        width: 190,
        cell: (row) => (row.next_effective_at ? <Time at={row.next_effective_at} /> : '—'),
      },
    ],
    [t, standard],
  );
}
