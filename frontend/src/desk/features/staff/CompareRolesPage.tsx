/** Roles side by side: what each may do, whose clients it sees, and how much of them. */
import { MultiSelect, Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import type { PermissionView, Role } from '../../records/types';
import { useWords } from '../../records/words';
import classes from './CompareRolesPage.module.css';
import { ComparisonTable } from './ComparisonTable';
import { comparison } from './comparison';
import { usePermissions, useRoles } from './staff';

const AT_FIRST = 3;
const AT_MOST = 6;

export default function CompareRolesPage() {
  const { t } = useTranslation('desk-staff');
  const roles = useRoles();
  const catalogue = usePermissions();
  return (
    <>
      <PageHeader title={t('compare_title')} subtitle={t('compare_subtitle')} />
      <Loaded query={roles}>
        {({ items }) => (
          <Loaded query={catalogue}>
            {(permissions) => <Comparison roles={items} catalogue={permissions.items} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function Comparison({ roles, catalogue }: { roles: Role[]; catalogue: PermissionView[] }) {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  const [chosen, setChosen] = useState(() => roles.slice(0, AT_FIRST).map(({ id }) => id));
  const [sought, setSought] = useState('');
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const compared = roles.filter(({ id }) => chosen.includes(id));
  const sections = comparison({ compared, catalogue, words, sought, onlyDifferences });
  return (
    <Panel>
      <div className={classes.tools}>
        <MultiSelect
          className={classes.roles}
          label={t('compared_roles')}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          maxValues={AT_MOST}
          onChange={setChosen}
        />
        <TextInput
          type="search"
          label={t('search_permissions')}
          leftSection={<IconSearch size={16} />}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <Switch
          label={t('only_differences')}
          checked={onlyDifferences}
          onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
        />
      </div>
      {compared.length > 0 && sections.length > 0 ? (
        <ComparisonTable roles={compared} sections={sections} />
      ) : (
        <EmptyState title={t('no_differences')} />
      )}
    </Panel>
  );
}
