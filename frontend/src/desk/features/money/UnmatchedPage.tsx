/** Payments that could not be credited by themselves: they wait for two people of the staff. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnmatchedView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { RecordLink } from '../../records/RecordLink';
import { useList } from '../../records/useList';

const SettleDialog = lazy(() =>
  import('./SettleDialog').then((one) => ({ default: one.SettleDialog })),
);

const PATH = '/api/desk/unmatched-payments';
const KEY = ['desk', 'unmatched'];
const TONES: Readonly<Record<UnmatchedView['stage'], Tone>> = {
  open: 'warn',
  proposed: 'info',
  returning: 'info',
  settled: 'good',
};

function useColumns(onOpen: (row: UnmatchedView) => void): Column<UnmatchedView>[] {
  const { t } = useTranslation('desk-money');
  return useMemo(
    () => [
      {
        id: 'received',
        header: t('unmatched.received'),
        width: 130,
        align: 'end',
        pinned: true,
        card: 'title',
        cell: (row) => <Amount value={row.received} />,
      },
      {
        id: 'stage',
        header: t('unmatched.stage'),
        width: 120,
        card: 'mark',
        cell: (row) => <Chip tone={TONES[row.stage]}>{t(`unmatched.stages.${row.stage}`)}</Chip>,
      },
      {
        id: 'problem',
        header: t('unmatched.problem'),
        width: 230,
        cell: (row) => t(`unmatched.problems.${row.problem}`),
      },
      { id: 'provider', header: t('unmatched.provider'), width: 100, cell: (row) => row.provider },
      {
        id: 'client',
        header: t('unmatched.client'),
        width: 110,
        cell: (row) =>
          row.client_id ? <RecordLink type="client" id={row.client_id} /> : t('unmatched.nobody'),
      },
      {
        id: 'deposit',
        header: t('unmatched.deposit'),
        width: 210,
        cell: (row) =>
          row.deposit_id ? <RecordLink type="request" id={row.deposit_id} /> : row.psp_reference,
      },
      { id: 'at', header: t('unmatched.at'), width: 170, cell: (row) => <Time at={row.at} /> },
      {
        id: 'settle',
        header: t('unmatched.action'),
        width: 110,
        control: true,
        cell: (row) => (
          <Button variant="default" size="compact-sm" onClick={() => onOpen(row)}>
            {row.stage === 'open' ? t('unmatched.settle') : t('unmatched.open')}
          </Button>
        ),
      },
    ],
    [t, onOpen],
  );
}

export default function UnmatchedPage() {
  const { t } = useTranslation('desk-money');
  const queries = useQueryClient();
  const [{ list = 'waiting' }, change] = useSearchTexts();
  const [opened, setOpened] = useState<UnmatchedView | null>(null);
  const columns = useColumns(setOpened);
  const settled = list === 'settled';
  const queryKey = [...KEY, list];
  return (
    <>
      <PageHeader
        title={t('unmatched.title')}
        subtitle={t('unmatched.subtitle')}
        actions={
          <SegmentedControl
            aria-label={t('unmatched.list')}
            value={list}
            onChange={(next) => change({ list: next === 'waiting' ? undefined : next })}
            data={[
              { value: 'waiting', label: t('unmatched.waiting') },
              { value: 'settled', label: t('unmatched.stages.settled') },
            ]}
          />
        }
      />
      <DataTable
        id="desk.unmatched"
        label={t('unmatched.title')}
        columns={columns}
        rowKey={(row) => row.id}
        queryKey={queryKey}
        load={useList<UnmatchedView>(PATH, { settled: settled ? 'true' : 'false' })}
        empty={{ title: t('unmatched.empty'), hint: t('unmatched.empty_hint') }}
      />
      {opened ? (
        <Suspense>
          <SettleDialog
            payment={opened}
            onClose={() => setOpened(null)}
            onChanged={() => queries.invalidateQueries({ queryKey: KEY })}
          />
        </Suspense>
      ) : null}
    </>
  );
}
