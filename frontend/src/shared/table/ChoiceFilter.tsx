/** One of several values. Loaded on its own: list boxes are heavy, and not every table has one. */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Filter } from './types';
import type { TableState } from './useTableState';

export interface ChoiceFilterProps {
  filter: Extract<Filter, { kind: 'choice' }>;
  value: string | null;
  onChange: TableState['setFilters'];
  width: number | string;
  error?: string;
}

export default function ChoiceFilter({ filter, value, onChange, width, error }: ChoiceFilterProps) {
  const { t } = useTranslation('common');
  return (
    <Select
      aria-label={filter.label}
      placeholder={filter.label}
      w={width}
      size="sm"
      error={error}
      clearable
      clearButtonProps={{ 'aria-label': t('table.clear_one', { name: filter.label }) }}
      data={[...filter.options]}
      value={value}
      onChange={(chosen) => onChange({ [filter.id]: chosen ?? undefined })}
    />
  );
}
