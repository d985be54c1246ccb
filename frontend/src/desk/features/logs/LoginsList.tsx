/** A login log over everybody: who, when, from where, and how it ended. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportKind, LoginView } from '@/api/desk/types.gen';
import { deviceName } from '@/shared/devices/device';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { useZone } from '@/shared/time/zone';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { ExportButton } from '../../lists/ExportButton';
import { withMoments } from '../../records/period';
import { useList } from '../../records/useList';
import { useChoices, useWords } from '../../records/words';

const OUTCOMES = [
  'signed_in',
  'password_wrong',
  'suspended',
  'refused_pending',
  'refused_rejected',
  'refused_address',
  'factor_wrong',
  'session_reused',
  'password_changed',
  'password_reset',
  'email_changed',
  'email_restored',
] as const;

function useColumns(): Column<LoginView>[] {
  const words = useWords();
  return useMemo(
    () => [
      {
        id: 'name',
        header: words('fact', 'name'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'subject_id',
        header: words('fact', 'id'),
        width: 190,
        cell: (row) => <bdi>{row.subject_id}</bdi>,
      },
      {
        id: 'outcome',
        header: words('fact', 'outcome'),
        width: 220,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.outcome === 'signed_in' ? 'good' : 'warn'}>
            {words('login', row.outcome)}
          </Chip>
        ),
      },
      {
        id: 'at',
        header: words('fact', 'at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'ip',
        header: words('fact', 'ip'),
        width: 160,
        cell: (row) => <bdi>{row.ip || '—'}</bdi>,
      },
      {
        id: 'city',
        header: words('fact', 'city'),
        width: 160,
        cell: (row) => <bdi>{row.city || '—'}</bdi>,
      },
      {
        id: 'device',
        header: words('fact', 'device'),
        width: 240,
        cell: (row) => <bdi title={row.device}>{deviceName(row.device) || '—'}</bdi>,
      },
    ],
    [words],
  );
}

interface LoginsListProps {
  kind: Extract<ExportKind, 'client_logins' | 'staff_logins'>;
  path: string;
  title: string;
  subtitle: string;
  who: string;
  hrefOf?: (row: LoginView) => string;
}

export function LoginsList({ kind, path, title, subtitle, who, hrefOf }: LoginsListProps) {
  const { t } = useTranslation('desk-logs');
  const words = useWords();
  const { zone } = useZone();
  const outcomes = useChoices('login', OUTCOMES);
  const load = useList<LoginView>(path);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'who', label: who },
      { kind: 'search', id: 'ip', label: words('fact', 'ip') },
      { kind: 'choice', id: 'outcome', label: words('fact', 'outcome'), options: outcomes },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t, who, words, outcomes],
  );
  return (
    <>
      <PageHeader title={title} subtitle={subtitle} />
      <DataTable
        id={`desk.${kind}`}
        label={title}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={hrefOf}
        queryKey={['desk', kind]}
        load={(query, signal) =>
          load({ ...query, filters: withMoments(query.filters, zone) }, signal)
        }
        actions={<ExportButton kind={kind} filters={filters} />}
        empty={{ title: t('no_logins'), hint: t('no_logins_hint') }}
      />
    </>
  );
}
