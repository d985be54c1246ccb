/** What staff can do with one account. */
import { Button, Group } from '@mantine/core';
import { IconKey, IconLinkOff } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../records/types';
import { useCan } from '../../session';

const UnbindDialog = lazy(() =>
  import('./UnbindDialog').then((one) => ({ default: one.UnbindDialog })),
);
const NewPasswordDialog = lazy(() =>
  import('./NewPasswordDialog').then((one) => ({ default: one.NewPasswordDialog })),
);

export function AccountActions({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const can = useCan();
  const [doing, setDoing] = useState<'unbind' | 'password' | null>(null);
  const close = () => setDoing(null);
  if (account.status === 'unbound') return null;
  return (
    <Group gap="sm">
      {can('reset_account_passwords') ? (
        <Button
          variant="default"
          leftSection={<IconKey size={17} aria-hidden />}
          onClick={() => setDoing('password')}
        >
          {t('password.action')}
        </Button>
      ) : null}
      {can('unbind_accounts') ? (
        <Button
          variant="default"
          leftSection={<IconLinkOff size={17} aria-hidden />}
          onClick={() => setDoing('unbind')}
        >
          {t('unbind.action')}
        </Button>
      ) : null}
      <Suspense>
        {doing === 'unbind' ? <UnbindDialog account={account} onClose={close} /> : null}
        {doing === 'password' ? <NewPasswordDialog account={account} onClose={close} /> : null}
      </Suspense>
    </Group>
  );
}
