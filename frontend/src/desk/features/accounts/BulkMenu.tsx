/** What can be done to the accounts that are ticked, or to those of a file. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticks } from '../../lists/ticks';
import type { Account } from '../../records/types';
import { type AccountAction, useAccountActions } from './bulk';

const BulkDialog = lazy(() => import('./BulkDialog').then((one) => ({ default: one.BulkDialog })));

export function BulkMenu({ ticks }: { ticks: Ticks<Account> }) {
  const { t } = useTranslation('desk-accounts');
  const actions = useAccountActions();
  const [action, setAction] = useState<AccountAction | null>(null);
  if (actions.length === 0) return null;
  const count = ticks.rows.length;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {count > 0 ? t('bulk.ticked', { count }) : t('bulk.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((one) => (
            <Menu.Item key={one} disabled={count === 0} onClick={() => setAction(one)}>
              {t(`bulk.action.${one}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item component={Link} to="/accounts/import">
            {t('bulk.from_file')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {action ? (
        <Suspense>
          <BulkDialog
            action={action}
            accounts={ticks.rows}
            onClose={() => setAction(null)}
            onStarted={ticks.clear}
          />
        </Suspense>
      ) : null}
    </>
  );
}
