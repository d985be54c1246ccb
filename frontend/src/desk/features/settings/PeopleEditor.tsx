/** Users, roles and groups of clients by name, where a setting keeps their ids. */
import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '@/shared/auth/context';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Items } from '../../records/types';
import { useCan } from '../../session';
import type { EditorProps } from './ValueEditor';

interface Named {
  id: string;
  name: string;
}

interface Listed {
  id: string;
  name: string | Record<string, string>;
}

interface Source {
  path: string;
  permission: string;
  /** Answers all there is: it takes no limit. */
  whole?: boolean;
}

const SOURCES: Readonly<Record<string, Source>> = {
  role_ids: { path: '/api/desk/roles', permission: 'read_roles' },
  user_ids: { path: '/api/desk/staff', permission: 'read_staff' },
  staff_id: { path: '/api/desk/staff', permission: 'read_staff' },
  client_groups: { path: '/api/desk/client-groups', permission: 'read_clients', whole: true },
};
const MOST = 200;

/** Whom a field at `path` can name; null when it names nobody, or the viewer may not list them. */
export function usePeople(path: string): Named[] | null {
  const api = useApi();
  const can = useCan();
  const { language } = useLanguage();
  const source = SOURCES[path.split('.').pop() ?? ''];
  const mayList = source !== undefined && can(source.permission);
  const { data } = useQuery({
    queryKey: ['desk', 'named', source?.path],
    queryFn: ({ signal }) =>
      api.get<Items<Listed>>(source?.path ?? '', {
        query: source?.whole ? {} : { limit: MOST },
        signal,
      }),
    enabled: mayList,
  });
  if (!mayList) return null;
  return (data?.items ?? []).map(({ id, name }) => ({
    id,
    name: typeof name === 'string' ? name : pickText(name, language),
  }));
}

interface PeopleEditorProps extends EditorProps {
  people: Named[];
  many: boolean;
}

export function PeopleEditor({ people, many, ...props }: PeopleEditorProps) {
  const { value, onChange, label, disabled } = props;
  const { t } = useTranslation('desk-settings');
  const chosen = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  // Somebody who has left keeps their place in the setting, shown by id.
  const gone = chosen.filter((id) => !people.some((one) => one.id === id));
  const data = [
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    ...gone.map((id) => ({ value: id, label: id })),
  ];
  const naming = label ? { label } : { 'aria-label': t('value') };
  if (many) {
    return (
      <MultiSelect
        {...naming}
        data={data}
        searchable
        value={chosen}
        disabled={disabled}
        onChange={onChange}
      />
    );
  }
  return (
    <Select
      {...naming}
      data={data}
      searchable
      value={chosen[0] ?? null}
      disabled={disabled}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
