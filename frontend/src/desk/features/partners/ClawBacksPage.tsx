/** What was paid too much: a second person agrees to take it back, or it is waived with a reason. */
import { Button, Group, Tabs } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { keyOf } from '@/shared/commissions/keys';
import { CommissionState, useWhy } from '@/shared/commissions/state';
import type { SumsPart } from '@/shared/commissions/types';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useList } from '../../records/useList';
import { useCan } from '../../session';
import { TROUBLED, type Troubled, useTroubledColumns } from './troubled';

const ClawBackDialog = lazy(() =>
  import('./ClawBackDialog').then((one) => ({ default: one.ClawBackDialog })),
);

const STATES = ['to_approve', 'owed', 'taken', 'waived'] as const;
type State = (typeof STATES)[number];
export const CLAW_BACKS = ['desk', 'claw-backs'];

const isState = (text: string | undefined): text is State => STATES.includes(text as State);

export default function ClawBacksPage() {
  const { t } = useTranslation('commissions');
  const [search, change] = useSearchTexts();
  const state = isState(search.state) ? search.state : 'to_approve';
  return (
    <>
      <PageHeader title={t('claw.title')} subtitle={t('claw.subtitle')} />
      <Tabs value={state} onChange={(next) => change({ state: next ?? undefined })} mb="md">
        <Tabs.List>
          {STATES.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`states.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <ClawBacks key={state} state={state} />
    </>
  );
}

type Asking = { commission: Troubled; verdict: 'approve' | 'waive' };

function ClawBacks({ state }: { state: State }) {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const [asking, setAsking] = useState<Asking | null>(null);
  return (
    <Sections>
      <CommissionSums
        queryKey={[...CLAW_BACKS, state]}
        atOnce
        load={(cursor, signal) =>
          api.get<SumsPart>(`${TROUBLED}/sums`, { query: { state, cursor }, signal })
        }
      />
      <DataTable
        id={`desk.claw-backs.${state}`}
        label={t('claw.title')}
        columns={useColumns(state, setAsking)}
        rowKey={keyOf}
        queryKey={[...CLAW_BACKS, state]}
        load={useList<Troubled>(TROUBLED, { state })}
        state="page"
        empty={{ title: t('claw.none'), hint: t('claw.none_hint') }}
      />
      <Suspense>
        {asking ? <ClawBackDialog {...asking} onClose={() => setAsking(null)} /> : null}
      </Suspense>
    </Sections>
  );
}

function useColumns(state: State, ask: (asking: Asking) => void): Column<Troubled>[] {
  const { t } = useTranslation('commissions');
  const each = useTroubledColumns();
  const why = useWhy();
  const may = useCan()('decide_claw_backs') && (state === 'to_approve' || state === 'owed');
  return useMemo(() => {
    const takings: Column<Troubled> = {
      id: 'taken',
      header: t('claw.taken'),
      width: 130,
      align: 'end',
      cell: (row) =>
        row.takings.length === 0
          ? '—'
          : row.takings.map((one) => (
              <div key={one.at}>
                <Amount value={one.amount} />
              </div>
            )),
    };
    const columns: Column<Troubled>[] = [
      each.recipient,
      {
        id: 'amount',
        header: t('columns.amount'),
        width: 120,
        align: 'end',
        card: 'mark',
        cell: (row) => (row.moves ? <Amount value={row.moves} signed /> : '—'),
      },
      {
        id: 'was',
        header: t('was'),
        width: 120,
        align: 'end',
        cell: (row) => (row.was ? <Amount value={row.was} /> : '—'),
      },
      { id: 'cause', header: t('claw.cause'), width: 180, cell: (row) => why(row) },
      ...(state === 'to_approve' ? [] : [takings]),
      each.deal,
      { ...each.server, hiddenAtFirst: true },
      each.closed_at,
      {
        id: 'state',
        header: t('columns.state'),
        width: 160,
        hiddenAtFirst: true,
        cell: (row) => <CommissionState commission={row} />,
      },
    ];
    if (may) {
      columns.push({
        id: 'actions',
        header: t('columns.actions'),
        width: state === 'to_approve' ? 190 : 110,
        cell: (row) => (
          <Group gap="xs" wrap="nowrap">
            {state === 'to_approve' ? (
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => ask({ commission: row, verdict: 'approve' })}
              >
                {t('claw.approve')}
              </Button>
            ) : null}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => ask({ commission: row, verdict: 'waive' })}
            >
              {t('claw.waive')}
            </Button>
          </Group>
        ),
      });
    }
    return columns;
  }, [t, each, may, state, ask, why]);
}
