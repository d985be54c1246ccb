/** Users and roles by name, where a setting keeps their ids. */
import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { useCan } from '../../session';
import type { EditorProps } from './ValueEditor';

interface Named {
  id: string;
  name: string;
}

const SOURCES: Readonly<Record<string, { path: string; permission: string }>> = {
  role_ids: { path: '/api/desk/roles', permission: 'read_roles' },
  user_ids: { path: '/api/desk/staff', permission: 'read_staff' },
  staff_id: { path: '/api/desk/staff', permission: 'read_staff' },
};
const MOST = 200;

/** Whom a field at `path` can name; null when it names nobody, or the viewer may not list them. */
export function usePeople(path: string): Named[] | null {
  const api = useApi();
  const can = useCan();
  const source = SOURCES[path.split('.').pop() ?? ''];
  const mayList = source !== undefined && can(source.permission);
  const { data } = useQuery({
    queryKey: ['desk', 'named', source?.path],
    queryFn: ({ signal }) =>
      api.get<Page<Named>>(source?.path ?? '', { query: { limit: MOST }, signal }),
    enabled: mayList,
  });
  return mayList ? (data?.items ?? []) : null;
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
