/** Commissions that could not be paid: trying again, putting away, and getting back. */
import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { keyOf } from '@/shared/commissions/keys';
import { useWhy } from '@/shared/commissions/state';
import type { SumsPart } from '@/shared/commissions/types';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { toastDone, toastProblem } from '@/shared/ui/toast';
import { useCommissionCounts } from '../../records/useCommissionCounts';
import { useList } from '../../records/useList';
import { useCan } from '../../session';
import { RetryAll } from './RetryAll';
import { TROUBLED, type Troubled, useTroubledColumns } from './troubled';
import { useReread } from './useReread';

const KEY = ['desk', 'failed-commissions'];
type Action = 'retry' | 'recycle' | 'recover';

function Actions({ commission }: { commission: Troubled }) {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const reread = useReread(KEY);
  const { ofError } = useErrorWords();
  const { key, renew } = useIdempotencyKey();
  const { recipient_id: recipient, deal, kind, revision, amount } = commission;
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (action: Action) =>
      api.post(
        `/api/desk/clients/${recipient}/commissions/${encodeURIComponent(deal)}`,
        { kind, action, revision, currency: amount?.currency ?? null },
        { idempotencyKey: key },
      ),
    onSuccess: (_, action) => toastDone(t(`done.${action}`)),
    onSettled: () => {
      renew();
      return reread();
    },
  });
  const tell = (error: unknown) => toastProblem(ofError(asApiError(error)));
  const doNow = (action: Action) => act.mutate(action, { onError: tell });
  const button = (action: Action, variant: 'light' | 'default', onClick: () => void) => (
    <Button
      key={action}
      size="compact-sm"
      variant={variant}
      loading={act.isPending && act.variables === action}
      disabled={act.isPending}
      onClick={onClick}
    >
      {t(`actions.${action}`)}
    </Button>
  );
  return (
    <Group gap="xs" wrap="nowrap">
      {commission.state === 'recycled'
        ? button('recover', 'default', () => doNow('recover'))
        : [
            button('retry', 'light', () => doNow('retry')),
            button('recycle', 'default', () => setAsking(true)),
          ]}
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('actions.recycle')}
        confirmLabel={t('actions.recycle')}
        onConfirm={() => act.mutateAsync('recycle')}
      >
        <Text size="sm">{t('recycle_hint')}</Text>
      </ConfirmDanger>
    </Group>
  );
}

function useColumns(): Column<Troubled>[] {
  const { t } = useTranslation('commissions');
  const each = useTroubledColumns();
  const why = useWhy();
  const may = useCan()('retry_commissions');
  return useMemo(() => {
    const columns: Column<Troubled>[] = [
      each.recipient,
      {
        id: 'amount',
        header: t('columns.amount'),
        width: 130,
        align: 'end',
        card: 'mark',
        cell: (row) => (row.moves ? <Amount value={row.moves} /> : '—'),
      },
      { id: 'why', header: t('columns.why'), width: 220, cell: (row) => why(row) },
      each.deal,
      { ...each.server, hiddenAtFirst: true },
      each.closed_at,
    ];
    if (may) {
      columns.push({
        id: 'actions',
        header: t('columns.actions'),
        width: 240,
        cell: (row) => <Actions commission={row} />,
      });
    }
    return columns;
  }, [t, each, why, may]);
}

export default function FailedPage() {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const filters: Filter[] = [
    {
      kind: 'choice',
      id: 'state',
      label: t('columns.state'),
      options: ['failed', 'recycled'].map((value) => ({ value, label: t(`states.${value}`) })),
    },
  ];
  const { filters: set } = useTableState(filters, 'address');
  const may = useCan()('retry_commissions');
  const failing = useCommissionCounts()('failed').count;
  return (
    <>
      <PageHeader
        title={t('failed_title')}
        subtitle={t('failed_subtitle')}
        actions={may && failing > 0 && set.state !== 'recycled' && <RetryAll list={KEY} />}
      />
      <Sections>
        <CommissionSums
          queryKey={[...KEY, set]}
          atOnce
          load={(cursor, signal) =>
            api.get<SumsPart>(`${TROUBLED}/sums`, { query: { ...set, cursor }, signal })
          }
        />
        <DataTable
          id="desk.failed-commissions"
          label={t('failed_title')}
          columns={useColumns()}
          filters={filters}
          rowKey={keyOf}
          queryKey={KEY}
          load={useList<Troubled>(TROUBLED)}
          empty={{ title: t('no_failed'), hint: t('no_failed_hint') }}
        />
      </Sections>
    </>
  );
}
