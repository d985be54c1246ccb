/** What does not agree: open breaks, those found first first; closed ones on request. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovementBreakView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { formatDistance } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { useStaff } from '../../session';
import { KINDS, PATH, useBreakWords } from './words';

const POLL_MS = 20_000;
const AGES = [1, 24, 24 * 7] as const;

function useColumns(): Column<MovementBreakView>[] {
  const { t } = useTranslation('desk-reconciliation');
  const words = useWords();
  const own = useBreakWords();
  const { tag } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'problem',
        header: t('problem_of'),
        width: 250,
        pinned: true,
        card: 'title',
        cell: (row) => own('problem', row.problem),
      },
      {
        id: 'kind',
        header: t('kind_of'),
        width: 115,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.status === 'open' ? 'bad' : 'neutral'}>{own('kind', row.kind)}</Chip>
        ),
      },
      { id: 'side', header: t('side'), width: 145, cell: (row) => <bdi>{row.side_name}</bdi> },
      {
        id: 'difference',
        header: t('difference'),
        width: 145,
        align: 'end',
        cell: (row) => (row.difference ? <Amount value={row.difference} signed /> : '—'),
      },
      {
        id: 'login',
        header: words('fact', 'login'),
        width: 95,
        align: 'end',
        cell: (row) => row.login ?? '—',
      },
      {
        id: 'client',
        header: words('fact', 'client'),
        width: 150,
        cell: (row) => <bdi>{row.client_name || row.client_id || '—'}</bdi>,
      },
      {
        id: 'age',
        header: t('age'),
        width: 135,
        cell: (row) => formatDistance(row.since, Date.now(), tag),
      },
      {
        id: 'owner',
        header: t('owner'),
        width: 115,
        cell: (row) => <bdi>{row.owner_name || '—'}</bdi>,
      },
      {
        id: 'happened_at',
        header: t('happened_at'),
        width: 210,
        hiddenAtFirst: true,
        cell: (row) => <Time at={row.happened_at} style="second" />,
      },
    ],
    [t, words, own, tag],
  );
}

function useFilters(names: Readonly<Record<string, string>>): Filter[] {
  const { t } = useTranslation('desk-reconciliation');
  const own = useBreakWords();
  const { staff_id: me } = useStaff();
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'side',
        label: t('side'),
        options: Object.entries(names).map(([value, label]) => ({ value, label })),
      },
      {
        kind: 'choice',
        id: 'kind',
        label: t('kind_of'),
        options: KINDS.map((value) => ({ value, label: own('kind', value) })),
      },
      {
        kind: 'choice',
        id: 'owner_id',
        label: t('owner'),
        options: [
          { value: me, label: t('mine') },
          { value: 'nobody', label: t('nobodys') },
        ],
      },
      {
        kind: 'choice',
        id: 'older_than_hours',
        label: t('age'),
        options: AGES.map((hours) => ({ value: String(hours), label: t(`older.${hours}`) })),
      },
      {
        kind: 'choice',
        id: 'status',
        label: t('status_of'),
        options: [
          { value: 'open', label: t('status.open') },
          { value: 'closed', label: t('status.closed') },
        ],
      },
    ],
    [t, own, names, me],
  );
}

export function BreaksTable({ names }: { names: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('desk-reconciliation');
  return (
    <DataTable
      id="desk.breaks"
      label={t('breaks')}
      columns={useColumns()}
      filters={useFilters(names)}
      rowKey={(row) => row.id}
      rowHref={(row) => `/reconciliation/${row.id}`}
      queryKey={['desk', 'breaks']}
      load={useList<MovementBreakView>(`${PATH}/breaks`)}
      empty={{ title: t('no_breaks'), hint: t('no_breaks_hint') }}
      pollMs={POLL_MS}
      height="32rem"
    />
  );
}
