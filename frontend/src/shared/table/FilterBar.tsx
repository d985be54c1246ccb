/** The filters above a table: controls on a wide screen, a drawer on a phone, chips for what is set. */
import { Button, Drawer, Pill, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay, isDay } from '@/shared/time/format';
import type { FilterProblems } from './filterProblems';
import classes from './table.module.css';
import type { Filter, FilterValues } from './types';
import { parametersOf, type TableState } from './useTableState';

const ChoiceFilter = lazy(() => import('./ChoiceFilter'));
const PeriodFilter = lazy(() => import('./PeriodFilter'));
const TYPING_PAUSE_MS = 300;

interface FilterBarProps {
  filters: readonly Filter[];
  state: TableState;
  isPhone: boolean;
  /** What the server did not take, where it has been asked. */
  problems?: FilterProblems;
}

export function FilterControls({ filters, state, isPhone, problems = {} }: FilterBarProps) {
  const { t } = useTranslation('common');
  const [opened, drawer] = useDisclosure(false);
  const search = filters.find((filter) => filter.kind === 'search');
  const others = filters.filter((filter) => filter !== search);
  const controls = (some: readonly Filter[]) =>
    some.map((filter) => (
      <Control
        key={filter.id}
        filter={filter}
        state={state}
        wide={isPhone}
        error={parametersOf(filter)
          .map((name) => problems[name])
          .find(Boolean)}
      />
    ));
  if (!isPhone) return controls(filters);
  return (
    <>
      {search ? controls([search]) : null}
      {others.length > 0 ? (
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          onClick={drawer.open}
        >
          {t('table.filters')}
        </Button>
      ) : null}
      <Drawer opened={opened} onClose={drawer.close} position="bottom" title={t('table.filters')}>
        <Stack>
          {controls(others)}
          <Button onClick={drawer.close}>{t('table.show')}</Button>
        </Stack>
      </Drawer>
    </>
  );
}

interface ControlProps {
  filter: Filter;
  state: TableState;
  wide: boolean;
  error: string | undefined;
}

function Control({ filter, state, wide, error }: ControlProps) {
  if (filter.kind === 'search')
    return <SearchControl filter={filter} state={state} wide={wide} error={error} />;
  const width = wide ? '100%' : filter.kind === 'choice' ? 170 : 280;
  return (
    <Suspense fallback={<TextInput aria-hidden disabled w={width} />}>
      {filter.kind === 'choice' ? (
        <ChoiceFilter
          filter={filter}
          value={state.filters[filter.id] ?? null}
          onChange={state.setFilters}
          width={width}
          {...(error ? { error } : {})}
        />
      ) : (
        <PeriodFilter
          label={filter.label}
          from={state.filters.from}
          to={state.filters.to}
          onChange={state.setFilters}
          width={width}
          {...(error ? { error } : {})}
        />
      )}
    </Suspense>
  );
}

function SearchControl({ filter, state, wide, error }: ControlProps) {
  const set = state.filters[filter.id] ?? '';
  const [typed, setTyped] = useState(set);
  useEffect(() => setTyped(set), [set]);
  const search = useDebouncedCallback(
    (text: string) => state.setFilters({ [filter.id]: text.trim() || undefined }),
    TYPING_PAUSE_MS,
  );
  return (
    <TextInput
      type="search"
      aria-label={filter.label}
      placeholder={filter.label}
      w={wide ? '100%' : 240}
      size="sm"
      leftSection={<IconSearch size={16} aria-hidden />}
      error={error}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

export function FilterChips({ filters, state }: Omit<FilterBarProps, 'isPhone' | 'problems'>) {
  const { t } = useTranslation('common');
  const { tag } = useLanguage();
  if (!state.isFiltered) return null;
  const set = filters.filter((filter) => parametersOf(filter).some((name) => state.filters[name]));
  const clear = (filter: Filter) =>
    state.setFilters(Object.fromEntries(parametersOf(filter).map((name) => [name, undefined])));
  return (
    <div className={classes.chips}>
      {set.map((filter) => {
        const text = t('table.chip', {
          name: filter.label,
          value: valueText(filter, state.filters, tag),
        });
        return (
          <Pill
            key={filter.id}
            size="md"
            withRemoveButton
            onRemove={() => clear(filter)}
            removeButtonProps={{
              'aria-label': t('table.clear_one', { name: filter.label }),
              tabIndex: 0,
              'aria-hidden': false,
            }}
          >
            {text}
          </Pill>
        );
      })}
      <Button variant="subtle" size="compact-sm" onClick={state.clearFilters}>
        {t('table.clear')}
      </Button>
    </div>
  );
}

function valueText(filter: Filter, values: FilterValues, tag: string): string {
  if (filter.kind === 'search') return values[filter.id] ?? '';
  if (filter.kind === 'choice') {
    return (
      filter.options.find((option) => option.value === values[filter.id])?.label ??
      values[filter.id] ??
      ''
    );
  }
  const day = (date: string | undefined) =>
    date && isDay(date) ? formatDay(date, tag) : (date ?? '…');
  return `${day(values.from)} – ${day(values.to)}`;
}
