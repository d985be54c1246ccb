/** The money actions of one account; each asks for what it needs in a dialog. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../records/types';
import { type OperationKind, usePossible } from './operations';

const MoneyDialog = lazy(() =>
  import('./MoneyDialog').then((one) => ({ default: one.MoneyDialog })),
);

interface MoneyMenuProps {
  account: Account;
  onSent: () => void;
}

export function MoneyMenu({ account, onSent }: MoneyMenuProps) {
  const { t } = useTranslation('desk-accounts');
  const possible = usePossible(account);
  const [kind, setKind] = useState<OperationKind | null>(null);
  if (possible.length === 0 || !account.figures) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {t('operate.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {possible.map((one) => (
            <Menu.Item key={one} onClick={() => setKind(one)}>
              {t(`operate.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {kind ? (
        <Suspense>
          <MoneyDialog
            account={account}
            figures={account.figures}
            kind={kind}
            onClose={() => setKind(null)}
            onSent={onSent}
          />
        </Suspense>
      ) : null}
    </>
  );
}
