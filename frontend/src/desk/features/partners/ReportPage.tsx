/** Commissions over all brokers: of the trees' schemes or of brokers' own, with sums and a file. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportedCommissionView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { CommissionSums } from '@/shared/commissions/CommissionSums';
import { moneyCell, useEachColumn } from '@/shared/commissions/columns';
import { keyOf, STATES } from '@/shared/commissions/keys';
import { Somebody } from '@/shared/commissions/Somebody';
import type { SumsPart } from '@/shared/commissions/types';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import { Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { ExportButton } from '../../lists/ExportButton';
import { useServerChoices } from '../../records/servers';
import { useList } from '../../records/useList';

const PATH = '/api/desk/commission-report';
const KINDS = ['fixed', 'flexible'] as const;
const FREQUENCIES = ['real_time', 'daily'] as const;

type Row = ReportedCommissionView;

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('commissions');
  const each = useEachColumn<Row>();
  return useMemo(() => {
    const hidden = { hiddenAtFirst: true };
    const money = { width: 150, align: 'end' as const, ...hidden };
    return [
      each.closed_at,
      {
        id: 'recipient',
        header: t('columns.recipient'),
        width: 210,
        card: 'title',
        cell: (row) => <Somebody id={row.recipient_id} name={row.recipient_name} />,
      },
      each.components,
      each.amount,
      each.state,
      each.why,
      {
        id: 'trader',
        header: t('trader'),
        width: 210,
        cell: (row) => <Somebody id={row.client_id} name={row.client_name} />,
      },
      each.login,
      each.symbol,
      each.level,
      each.profit,
      each.paid_at,
      { ...each.rates, ...hidden },
      {
        id: 'swap',
        header: t('columns.swap'),
        cell: (row) => moneyCell(row.swap, t('not_shown')),
        ...money,
      },
      {
        id: 'platform_commission',
        header: t('columns.platform_commission'),
        cell: (row) => moneyCell(row.platform_commission, t('not_shown'), false),
        ...money,
      },
      { ...each.opened_at, ...hidden },
      {
        id: 'frequency',
        header: t('columns.frequency'),
        width: 120,
        cell: (row) => (row.frequency ? t(`frequencies.${row.frequency}`) : '—'),
        ...hidden,
      },
      { ...each.destination, ...hidden },
      { ...each.server, ...hidden },
      { ...each.deal, ...hidden },
      {
        id: 'position',
        header: t('columns.position'),
        width: 130,
        cell: (row) => <bdi dir="ltr">{row.position_id ?? t('not_shown')}</bdi>,
        ...hidden,
      },
    ];
  }, [t, each]);
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
      { kind: 'choice', id: 'server', label: t('columns.server'), options: servers },
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
          rowKey={keyOf}
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
