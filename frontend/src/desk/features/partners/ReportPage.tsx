/** Commissions over all brokers: of the trees' schemes or of brokers' own, with sums and a file. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportedCommissionView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { CommissionState, useWhy } from '@/shared/commissions/columns';
import type { SumsPart } from '@/shared/commissions/types';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import { Time } from '@/shared/time/Time';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { ExportButton } from '../../lists/ExportButton';
import { useServerChoices } from '../../records/servers';
import { useList } from '../../records/useList';

const PATH = '/api/desk/commission-report';
const KINDS = ['fixed', 'flexible'] as const;
const STATES = [
  'waiting',
  'held',
  'paid',
  'refused',
  'failed',
  'recycled',
  'cancelled',
  'none',
] as const;
const FREQUENCIES = ['real_time', 'daily'] as const;

type Row = ReportedCommissionView;

function Somebody({ id, name }: { id: string | null; name: string }) {
  const { t } = useTranslation('commissions');
  if (!id) return <>{t('not_shown')}</>;
  return (
    <>
      <bdi>{name}</bdi> <bdi>{id}</bdi>
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('commissions');
  const why = useWhy();
  return useMemo(() => {
    const end = { align: 'end' as const };
    return [
      {
        id: 'closed_at',
        header: t('columns.closed_at'),
        width: 180,
        pinned: true,
        cell: (row) => <Time at={row.closed_at} />,
      },
      {
        id: 'recipient',
        header: t('columns.recipient'),
        width: 210,
        card: 'title',
        cell: (row) => <Somebody id={row.recipient_id} name={row.recipient_name} />,
      },
      {
        id: 'amount',
        header: t('columns.amount'),
        width: 140,
        card: 'mark',
        ...end,
        cell: (row) => (row.amount ? <Amount value={row.amount} /> : '—'),
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: 120,
        cell: (row) => <CommissionState commission={row} />,
      },
      {
        id: 'trader',
        header: t('trader'),
        width: 210,
        cell: (row) => <Somebody id={row.client_id} name={row.client_name} />,
      },
      {
        id: 'login',
        header: t('columns.login'),
        width: 110,
        cell: (row) => <bdi>{row.login ?? '—'}</bdi>,
      },
      {
        id: 'symbol',
        header: t('columns.symbol'),
        width: 130,
        cell: (row) => (
          <bdi dir="ltr">
            {row.lots} {row.symbol}
          </bdi>
        ),
      },
      { id: 'level', header: t('columns.level'), width: 80, ...end, cell: (row) => row.level },
      {
        id: 'profit',
        header: t('profit'),
        width: 140,
        ...end,
        cell: (row) => (row.profit ? <Amount value={row.profit} signed /> : '—'),
      },
      {
        id: 'platform_commission',
        header: t('platform_commission'),
        width: 150,
        hiddenAtFirst: true,
        ...end,
        cell: (row) => (row.platform_commission ? <Amount value={row.platform_commission} /> : '—'),
      },
      {
        id: 'opened_at',
        header: t('opened_at'),
        width: 180,
        hiddenAtFirst: true,
        cell: (row) => (row.opened_at ? <Time at={row.opened_at} /> : '—'),
      },
      {
        id: 'paid_at',
        header: t('columns.paid_at'),
        width: 180,
        cell: (row) => (row.paid_at ? <Time at={row.paid_at} /> : '—'),
      },
      {
        id: 'frequency',
        header: t('columns.frequency'),
        width: 120,
        hiddenAtFirst: true,
        cell: (row) => (row.frequency ? t(`frequencies.${row.frequency}`) : '—'),
      },
      { id: 'why', header: t('columns.why'), width: 260, cell: (row) => why(row) || '—' },
      {
        id: 'deal',
        header: t('columns.deal'),
        width: 180,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.deal}</bdi>,
      },
    ];
  }, [t, why]);
}

function useFilters(): Filter[] {
  const { t } = useTranslation('commissions');
  const servers = useServerChoices();
  return useMemo(() => {
    const choices = <T extends string>(values: readonly T[], word: (value: T) => string) =>
      values.map((value) => ({ value, label: word(value) }));
    return [
      {
        kind: 'choice',
        id: 'kind',
        label: t('columns.kind'),
        options: choices(KINDS, (one) => t(`kinds.${one}`)),
      },
      {
        kind: 'choice',
        id: 'frequency',
        label: t('columns.frequency'),
        options: choices(FREQUENCIES, (one) => t(`frequencies.${one}`)),
      },
      {
        kind: 'choice',
        id: 'state',
        label: t('columns.state'),
        options: choices(STATES, (one) => t(`states.${one}`)),
      },
      { kind: 'choice', id: 'server', label: t('server'), options: servers },
      { kind: 'search', id: 'recipient', label: t('recipient_id') },
      { kind: 'search', id: 'trader', label: t('trader_id') },
      { kind: 'search', id: 'order', label: t('order_id') },
      { kind: 'period', id: 'period', label: t('period') },
    ];
  }, [t, servers]);
}

export default function ReportPage() {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const filters = useFilters();
  const { filters: set } = useTableState(filters, 'address');
  return (
    <>
      <PageHeader title={t('report_title')} subtitle={t('report_subtitle')} />
      <Sections>
        <CommissionSums
          queryKey={['desk', 'commission-report', set]}
          load={(cursor, signal) =>
            api.get<SumsPart>(`${PATH}/sums`, { query: { ...set, cursor }, signal })
          }
        />
        <DataTable
          id="desk.commission-report"
          label={t('report_title')}
          columns={useColumns()}
          filters={filters}
          rowKey={(row) => `${row.deal} ${row.recipient_id} ${row.kind}`}
          rowHref={(row) => `/commissions/${row.deal}`}
          queryKey={['desk', 'commission-report']}
          load={useList<Row>(PATH)}
          actions={<ExportButton kind="commissions" filters={filters} inDays />}
          empty={{ title: t('none'), hint: t('none_hint') }}
        />
      </Sections>
    </>
  );
}
