/** The client whom something is about, found by name, number or address. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { useCan } from '../session';

const LIMIT = 10;
const PAUSE_MS = 250;

interface ClientFieldProps {
  value: string;
  onChange: (id: string) => void;
  /** The client chosen before, by name. */
  known?: { id: string; name: string };
  error?: ReactNode;
  disabled?: boolean;
}

export function ClientField({ value, onChange, known, error, disabled }: ClientFieldProps) {
  const { t } = useTranslation('desk-tasks');
  const api = useApi();
  const can = useCan();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['desk', 'clients', 'named', text],
    queryFn: ({ signal }) =>
      api.get<Page<{ id: string; name: string }>>('/api/desk/clients', {
        query: { q: text, limit: LIMIT },
        signal,
      }),
    enabled: text.length > 1 && can('read_clients'),
  });
  const found = new Map([
    ...(known?.id ? [[known.id, known.name] as const] : []),
    ...(data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ]);
  if (value && !found.has(value)) found.set(value, value);
  return (
    <Select
      label={t('client')}
      placeholder={t('client_hint')}
      searchable
      clearable
      disabled={disabled}
      error={error}
      data={[...found].map(([id, name]) => ({ value: id, label: `${name} · ${id}` }))}
      // The server has found them already, by more than what the option says.
      filter={({ options }) => options}
      nothingFoundMessage={text.length > 1 ? t('client_none') : t('client_type')}
      value={value || null}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
