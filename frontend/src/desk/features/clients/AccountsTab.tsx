/** The client's trading accounts, with the way to bind one that exists. */
import { Button, Group, Stack } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import { useAccountColumns } from '../../lists/accounts';
import type { Account } from '../../records/types';
import { useList } from '../../records/useList';
import { useCan } from '../../session';
import { pathOf } from './client';

const BindAccountDialog = lazy(() =>
  import('../../records/BindAccountDialog').then((one) => ({ default: one.BindAccountDialog })),
);

export function AccountsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const can = useCan();
  const [binding, setBinding] = useState(false);
  return (
    <Stack gap="md">
      {can('update_accounts') ? (
        <Group justify="flex-end">
          <Button
            variant="default"
            leftSection={<IconLink size={17} aria-hidden />}
            onClick={() => setBinding(true)}
          >
            {t('bind_account')}
          </Button>
        </Group>
      ) : null}
      <DataTable
        id="desk.client.accounts"
        label={t('tabs.accounts')}
        columns={useAccountColumns(false)}
        rowKey={(row) => row.id}
        rowHref={(row) => `/accounts/${row.id}`}
        queryKey={['desk', 'client-accounts', clientId]}
        load={useList<Account>(`${pathOf(clientId)}/accounts`)}
        state="page"
        pollMs={30_000}
        empty={{ title: t('no_accounts') }}
      />
      {binding ? (
        <Suspense>
          <BindAccountDialog opened clientId={clientId} onClose={() => setBinding(false)} />
        </Suspense>
      ) : null}
    </Stack>
  );
}
