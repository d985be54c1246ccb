/** What staff can do with one account. */
import { Button, Group } from '@mantine/core';
import { IconLinkOff } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../records/types';
import { useCan } from '../../session';

const UnbindDialog = lazy(() =>
  import('./UnbindDialog').then((one) => ({ default: one.UnbindDialog })),
);

export function AccountActions({ account }: { account: Account }) {
  const { t } = useTranslation('desk-accounts');
  const can = useCan();
  const [asking, setAsking] = useState(false);
  if (account.status === 'unbound') return null;
  return (
    <Group gap="sm">
      {can('unbind_accounts') ? (
        <Button
          variant="default"
          leftSection={<IconLinkOff size={17} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('unbind.action')}
        </Button>
      ) : null}
      {asking ? (
        <Suspense>
          <UnbindDialog account={account} opened onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </Group>
  );
}
