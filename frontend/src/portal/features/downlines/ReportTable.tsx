/** A list about downlines: who, at which level, brought by whom, and whatever the report adds. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '@/api/portal';
import type { Page } from '@/shared/api/page';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter, PageQuery } from '@/shared/table/types';
import { useNameFilter, useWhereFilters } from './where';

/** A column with what a file says of it. */
export interface ReportColumn<T> extends Column<T> {
  text: (row: T) => string;
}

interface ReportTableProps<T> {
  /** Names the report in words, addresses of files and what the browser remembers. */
  name: string;
  columns: readonly ReportColumn<T>[];
  filters?: readonly Filter[];
  /** The list can be cut by name. */
  isNamed?: boolean;
  rowKey: (row: T) => string;
  load: (query: PageQuery, signal: AbortSignal) => Promise<Page<T>>;
  pollMs?: number;
}

function usePersonColumns<T extends { person: PersonView }>(): ReportColumn<T>[] {
  const { t } = useTranslation('portal-downlines');
  return useMemo(
    () => [
      {
        id: 'client',
        header: t('columns.client'),
        width: 210,
        pinned: true,
        card: 'title',
        cell: ({ person }) => <Named id={person.id} name={person.name} />,
        text: ({ person }) => `${person.id} ${person.name}`,
      },
      {
        id: 'level',
        header: t('columns.level'),
        width: 90,
        align: 'end',
        card: 'mark',
        cell: ({ person }) => person.level,
        text: ({ person }) => String(person.level),
      },
      {
        id: 'referrer',
        header: t('columns.referrer'),
        width: 190,
        hiddenAtFirst: true,
        cell: ({ person }) => <bdi>{person.referrer_name || '—'}</bdi>,
        text: ({ person }) => person.referrer_name,
      },
    ],
    [t],
  );
}

export function Named({ id, name }: { id: string; name: string }): ReactNode {
  return (
    <>
      <bdi>{name}</bdi> <bdi>{id}</bdi>
    </>
  );
}

export function ReportTable<T extends { person: PersonView }>(props: ReportTableProps<T>) {
  const { name, columns, filters, isNamed = false, rowKey, load, pollMs } = props;
  const { t } = useTranslation('portal-downlines');
  const person = usePersonColumns<T>();
  const whom = useWhereFilters();
  const byName = useNameFilter();
  const every = useMemo(() => [...person, ...columns], [person, columns]);
  return (
    <DataTable
      id={`portal.downlines.${name}`}
      label={t(`reports.${name}`)}
      columns={every}
      filters={[...(isNamed ? [byName] : []), ...(filters ?? []), ...whom]}
      download={{ name: `${name}.csv`, columns: every }}
      rowKey={rowKey}
      queryKey={['portal', 'downlines', name]}
      load={load}
      pollMs={pollMs}
      empty={{ title: t(`none.${name}`), hint: t('none.hint') }}
    />
  );
}
