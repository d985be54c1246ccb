/** Roles: what their holders may do, and whose clients they see. */
import { Button } from '@mantine/core';
import { IconColumns3, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import type { Role } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { useCan } from '../../session';
import { SCOPES } from './scope';
import { ROLES } from './staff';

function useColumns(): Column<Role>[] {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'name',
        header: words('fact', 'name'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.name}</bdi>,
      },
      {
        id: 'system',
        header: t('kind'),
        width: 120,
        card: 'mark',
        cell: (row) =>
          row.system ? <Chip tone="info">{t('system')}</Chip> : <Chip>{t('own_role')}</Chip>,
      },
      {
        id: 'members',
        header: t('members'),
        width: 110,
        align: 'end',
        cell: (row) => formatCount(row.members, tag),
      },
      {
        id: 'permissions',
        header: t('permissions'),
        width: 120,
        align: 'end',
        cell: (row) => formatCount(row.permissions.length, tag),
      },
      {
        id: 'scope',
        header: t('scope'),
        width: 300,
        cell: (row) =>
          new Intl.ListFormat(tag, { type: 'unit' }).format(
            SCOPES.filter((part) => row.scope[part]).map((part) => words('scope', part)),
          ) || '—',
      },
      {
        id: 'description',
        header: t('description'),
        width: 320,
        cell: (row) => <bdi>{row.description || '—'}</bdi>,
      },
    ],
    [t, words, tag],
  );
}

export default function RolesPage() {
  const { t } = useTranslation('desk-staff');
  const can = useCan();
  return (
    <>
      <PageHeader
        title={t('roles_title')}
        subtitle={t('roles_subtitle')}
        actions={
          <>
            <Button
              component={Link}
              to="/roles/compare"
              variant="default"
              leftSection={<IconColumns3 size={17} />}
            >
              {t('compare')}
            </Button>
            {can('update_roles') ? (
              <Button component={Link} to="/roles/new" leftSection={<IconPlus size={17} />}>
                {t('add_role')}
              </Button>
            ) : null}
          </>
        }
      />
      <DataTable
        id="desk.roles"
        label={t('roles_title')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowHref={(row) => `/roles/${row.id}`}
        queryKey={[...ROLES, 'list']}
        load={useList<Role>('/api/desk/roles')}
        empty={{ title: t('no_roles') }}
      />
    </>
  );
}
