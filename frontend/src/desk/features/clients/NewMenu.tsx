/** Ways to bring clients in: one by hand, or many from a file. */
import { Button, Menu } from '@mantine/core';
import { IconFileImport, IconPlus, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NewMenu() {
  const { t } = useTranslation('desk-clients');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={17} aria-hidden />}>{t('new.open')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component={Link}
          to="/clients/new"
          search={{ kind: 'trader' } as never}
          leftSection={<IconUser size={16} aria-hidden />}
        >
          {t('new.trader')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/clients/new"
          search={{ kind: 'ib' } as never}
          leftSection={<IconUsersGroup size={16} aria-hidden />}
        >
          {t('new.ib')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/clients/import"
          leftSection={<IconFileImport size={16} aria-hidden />}
        >
          {t('new.import')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
