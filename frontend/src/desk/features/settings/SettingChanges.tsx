/** What a value would change about a setting, with fields, users and roles by name. */
import { useQuery } from '@tanstack/react-query';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { Changes } from '../../lists/AuditDetail';
import { changesBetween } from '../../lists/changes';
import { useCan } from '../../session';
import { useSettingWords } from './words';

interface Named {
  id: string;
  name: string;
}

/** Names of all roles and users that the viewer may list. */
function useNames(): ReadonlyMap<string, string> {
  const api = useApi();
  const can = useCan();
  const [roles, staff] = [can('read_roles'), can('read_staff')];
  const { data } = useQuery({
    queryKey: ['desk', 'names', roles, staff],
    queryFn: async ({ signal }) => {
      const paths = [roles && '/api/desk/roles', staff && '/api/desk/staff'].filter(
        (path) => path !== false,
      );
      const pages = await Promise.all(
        paths.map((path) => api.get<Page<Named>>(path, { query: { limit: 200 }, signal })),
      );
      return new Map(pages.flatMap(({ items }) => items.map(({ id, name }) => [id, name])));
    },
  });
  return data ?? new Map();
}

export function SettingChanges({ before, after }: { before: unknown; after: unknown }) {
  const words = useSettingWords();
  const names = useNames();
  return (
    <Changes
      changes={changesBetween(before, after)}
      fieldName={words.field}
      valueText={(value) => names.get(value) ?? value}
    />
  );
}
