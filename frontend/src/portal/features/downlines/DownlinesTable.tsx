/** Everybody below, each followed by whom they brought; a line opens with all particulars. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineView, listOwnDownlines } from '@/api/portal';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import { Named, type ReportColumn } from './ReportTable';
import { textColumn } from './tables/columns';
import { useWhoFilters, who } from './whoFilters';

const DownlineDialog = lazy(() =>
  import('./DownlineDialog').then((one) => ({ default: one.DownlineDialog })),
);

type Row = DownlineView;

function useColumns(): ReportColumn<Row>[] {
  const { t } = useTranslation('portal-downlines');
  const { tag } = useLanguage();
  const country = useCountryName();
  return useMemo(
    () => [
      textColumn('client', t('columns.client'), (row) => `${row.id} ${row.name}`, {
        width: 210,
        pinned: true,
        card: 'title',
        cell: (row) => <Named id={row.id} name={row.name} />,
      }),
      textColumn('level', t('columns.level'), (row) => row.level, { width: 80, align: 'end' }),
      textColumn('kind', t('columns.kind'), (row) => row.kind, {
        width: 100,
        card: 'mark',
        cell: (row) => <StatusChip status={row.kind} />,
      }),
      textColumn('tier', t('columns.tier'), (row) => row.tier, { width: 120 }),
      textColumn('email', t('columns.email'), (row) => row.email, { width: 220 }),
      textColumn('phone', t('columns.phone'), (row) => row.phone),
      textColumn('country', t('columns.country'), (row) => country(row.nationality)),
      textColumn('referrer', t('columns.referrer'), (row) => row.referrer_name, { width: 170 }),
      textColumn('identity', t('columns.identity'), (row) => row.identity, {
        width: 130,
        cell: (row) =>
          row.identity === 'none' ? t('no_identity') : <StatusChip status={row.identity} />,
      }),
      textColumn('status', t('columns.status'), (row) => row.status, {
        width: 120,
        cell: (row) => <StatusChip status={row.status} />,
      }),
      textColumn('joined', t('columns.joined'), (row) => row.registered_at, {
        width: 190,
        cell: (row) => <Time at={row.registered_at} />,
      }),
      textColumn('direct', t('columns.direct'), (row) => row.direct_downlines, {
        width: 110,
        align: 'end',
        cell: (row) => formatCount(row.direct_downlines, tag),
      }),
      textColumn('below', t('columns.below'), (row) => row.below, {
        width: 110,
        align: 'end',
        hiddenAtFirst: true,
        cell: (row) => (row.below === null ? '—' : formatCount(row.below, tag)),
      }),
    ],
    [t, tag, country],
  );
}

export function DownlinesTable() {
  const { t } = useTranslation('portal-downlines');
  const [opened, open] = useState<Row | null>(null);
  const columns = useColumns();
  return (
    <>
      <DataTable
        id="portal.downlines"
        label={t('reports.list')}
        columns={columns}
        filters={useWhoFilters()}
        download={{ name: 'clients.csv', columns }}
        rowKey={(row) => row.id}
        onOpen={open}
        queryKey={['portal', 'downlines', 'list']}
        load={({ filters, cursor, limit }, signal) =>
          listOwnDownlines({ query: { ...who(filters), cursor, limit }, signal })
        }
        empty={{ title: t('none.list'), hint: t('none.list_hint') }}
      />
      <Suspense>
        {opened ? <DownlineDialog downline={opened} onClose={() => open(null)} /> : null}
      </Suspense>
    </>
  );
}
