/** Everything that was handed in by or for a client, newest first. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { StatusChip } from '@/shared/ui/StatusChip';
import type { KycRecord } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { pathOf } from './client';

export function KycHistory({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const { language } = useLanguage();
  const words = useWords();
  const columns = useMemo<Column<KycRecord>[]>(
    () => [
      {
        id: 'form',
        header: words('fact', 'kyc_form'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{pickText(row.form_name, language)}</bdi>,
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 140,
        cell: (row) => <StatusChip status={row.status} />,
      },
      {
        id: 'origin',
        header: words('fact', 'kyc_origin'),
        width: 160,
        cell: (row) =>
          row.origin === 'staff' ? (
            <bdi>{row.submitted_by_name}</bdi>
          ) : (
            words('value', `kyc_${row.origin}`)
          ),
      },
      {
        id: 'submitted_at',
        header: words('fact', 'submitted_at'),
        width: 200,
        cell: (row) => <Time at={row.submitted_at} />,
      },
      {
        id: 'decided_at',
        header: words('fact', 'decided_at'),
        width: 200,
        cell: (row) => (row.decided_at ? <Time at={row.decided_at} /> : '—'),
      },
      {
        id: 'reason',
        header: words('fact', 'reason'),
        width: 260,
        cell: (row) => <bdi>{row.reason ? words('value', row.reason) : '—'}</bdi>,
      },
    ],
    [words, language],
  );
  return (
    <DataTable
      id="desk.client.kyc"
      label={t('kyc.history')}
      columns={columns}
      rowKey={(row) => row.id}
      rowHref={(row) => `/approvals/${row.id}`}
      queryKey={['desk', 'client-kyc', clientId]}
      load={useList<KycRecord>(`${pathOf(clientId)}/kyc/records`)}
      state="page"
      empty={{ title: t('kyc.nothing') }}
    />
  );
}
