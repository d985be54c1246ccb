/**
 * The one table of both applications: server-paged rows, filters and sort in the address, columns
 * remembered, totals per currency over the whole set, cards on a phone.
 */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconRefresh, IconSearchOff } from '@tabler/icons-react';
import {
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { Panel } from '@/shared/ui/Panel';
import { CardList } from './CardList';
import { ColumnChooser } from './ColumnChooser';
import { DownloadButton } from './DownloadButton';
import { FilterChips, FilterControls } from './FilterBar';
import { type FilterProblems, useFilterProblems } from './filterProblems';
import { SavedViews } from './SavedViews';
import { TableGrid } from './TableGrid';
import classes from './table.module.css';
import type { Column, DataTableProps, Filter } from './types';
import { type ColumnChoice, useColumnChoice } from './useColumnChoice';
import { usePhone } from './usePhone';
import { type TableRows, useTableRows } from './useTableRows';
import { type TableState, useTableState } from './useTableState';

const FilterTrouble = lazy(() => import('./FilterTrouble'));
const NO_FILTERS: readonly Filter[] = [];
const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature });
const NO_ROWS: never[] = [];

/** The columns to draw, in order, by TanStack Table's column model. */
function useShownColumns<T>(
  columns: readonly Column<T>[],
  choice: ColumnChoice,
): readonly Column<T>[] {
  const table = useTable({
    features,
    data: NO_ROWS as T[] as object[],
    columns: useMemo(
      () =>
        columns.map(({ id, header, width, pinned }) => ({
          id,
          header,
          size: width,
          enableHiding: !pinned,
          accessorFn: () => null,
        })),
      [columns],
    ),
    state: { columnVisibility: choice },
  });
  const ids = table
    .getVisibleLeafColumns()
    .map((column) => column.id)
    .join(',');
  return useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    return ids.split(',').flatMap((id) => byId.get(id) ?? []);
  }, [columns, ids]);
}

export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, filters = NO_FILTERS, state: keptIn = 'address' } = props;
  const isPhone = usePhone();
  const state = useTableState(filters, keptIn);
  const source = useTableRows(props, { filters: state.filters, sort: state.sort });
  const [choice, choose, adopt] = useColumnChoice(props.id, columns);
  const shown = useShownColumns(columns, choice);
  const problemsOf = useFilterProblems();
  const problems = useMemo(
    () => problemsOf(source.error, filters),
    [problemsOf, source.error, filters],
  );
  return (
    <Panel flush>
      <div className={classes.bar}>
        <FilterControls filters={filters} state={state} isPhone={isPhone} problems={problems} />
        <div className={classes.barEnd}>
          {props.actions}
          {props.views ? (
            <SavedViews
              store={props.views}
              current={{ search: searchOf(state), columns: choice }}
              isAsked={state.isFiltered}
              onApply={(view) => {
                state.setAll(view.search);
                adopt(view.columns);
              }}
            />
          ) : null}
          {isPhone ? null : <ColumnChooser columns={columns} choice={choice} onChoose={choose} />}
          {props.download ? (
            <DownloadButton
              download={props.download}
              load={props.load}
              query={{ filters: state.filters, sort: state.sort }}
            />
          ) : null}
          <RefreshButton source={source} />
        </div>
      </div>
      <FilterChips filters={filters} state={state} />
      <Content props={props} source={source} state={state} problems={problems}>
        {isPhone ? (
          <CardList {...props} columns={shown} source={source} />
        ) : (
          <TableGrid
            {...props}
            columns={shown}
            source={source}
            sort={state.sort}
            onSort={state.setSort}
          />
        )}
      </Content>
    </Panel>
  );
}

const searchOf = ({ filters, sort }: TableState): Record<string, string> =>
  sort ? { ...filters, sort } : { ...filters };

interface ContentProps<T> {
  props: DataTableProps<T>;
  source: TableRows<T>;
  state: TableState;
  problems: FilterProblems;
  children: ReactNode;
}

function Content<T>({ props, source, state, problems, children }: ContentProps<T>) {
  const { t } = useTranslation('common');
  const clear = (
    <Button variant="default" onClick={state.clearFilters}>
      {t('table.clear')}
    </Button>
  );
  if (source.phase === 'failed') {
    if (Object.keys(problems).length === 0)
      return <ErrorState error={source.error} onRetry={source.retry} />;
    return (
      <Suspense fallback={null}>
        <FilterTrouble problems={problems} filters={props.filters ?? NO_FILTERS} clear={clear} />
      </Suspense>
    );
  }
  if (source.phase === 'ready' && source.rows.length === 0) {
    if (!state.isFiltered) return <EmptyState {...props.empty} />;
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('table.nothing_found')}
        hint={t('table.nothing_found_hint')}
        action={clear}
      />
    );
  }
  return (
    <>
      {children}
      {source.phase === 'ready' ? <Under source={source} /> : null}
    </>
  );
}

function Under<T>({ source }: { source: TableRows<T> }) {
  const { t } = useTranslation('common');
  const { tag } = useLanguage();
  const count = source.rows.length;
  return (
    <div className={classes.under} aria-live="polite">
      <span>
        {source.hasMore
          ? t('table.loaded_so_far', { count, shown: formatCount(count, tag) })
          : t('table.loaded_all', { count, shown: formatCount(count, tag) })}
      </span>
      {source.error ? (
        <Button variant="subtle" size="compact-xs" color="red" onClick={source.retry}>
          {t('table.refresh_failed')}
        </Button>
      ) : null}
    </div>
  );
}

function RefreshButton<T>({ source }: { source: TableRows<T> }) {
  const { t } = useTranslation('common');
  return (
    <Tooltip label={t('table.refresh')}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('table.refresh')}
        loading={source.isRefreshing && source.phase === 'ready'}
        onClick={source.refresh}
      >
        <IconRefresh size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
