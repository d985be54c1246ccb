/** Trading accounts of all servers, with their live figures. */
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useAccountColumns } from '../../lists/accounts';
import { useTickColumn, useTicks } from '../../lists/ticks';
import { useOwnerChoices } from '../../records/choices';
import { useServerChoices, useTypeChoices } from '../../records/servers';
import type { Account } from '../../records/types';
import { useList } from '../../records/useList';
import { useStatusChoices, useWords } from '../../records/words';
import { useCan } from '../../session';
import { BulkMenu } from './BulkMenu';
import { useAccountActions } from './bulk';

const KINDS = ['live', 'demo'];
const POLL_MS = 30_000;
const idOf = (row: Account) => row.id;
const loginOf = (row: Account) => String(row.login);

export default function AccountsPage() {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const kinds = useStatusChoices(KINDS);
  const servers = useServerChoices();
  const types = useTypeChoices();
  const owners = useOwnerChoices();
  const rights = useMemo(
    () => [
      { value: 'true', label: t('platform.on') },
      { value: 'false', label: t('platform.off') },
    ],
    [t],
  );
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'q', label: t('find') },
      { kind: 'choice', id: 'kind', label: words('fact', 'kind'), options: kinds },
      ...(servers.length > 0
        ? [
            {
              kind: 'choice' as const,
              id: 'server',
              label: words('fact', 'server'),
              options: servers,
            },
          ]
        : []),
      { kind: 'search', id: 'group', label: words('fact', 'group') },
      ...(types.length > 0
        ? [
            {
              kind: 'choice' as const,
              id: 'account_type',
              label: words('fact', 'account_type'),
              options: types,
            },
          ]
        : []),
      { kind: 'search', id: 'currency', label: words('fact', 'currency') },
      { kind: 'choice', id: 'may_sign_in', label: t('platform.may_sign_in'), options: rights },
      { kind: 'choice', id: 'may_trade', label: t('platform.may_trade'), options: rights },
      { kind: 'choice', id: 'owner', label: words('fact', 'owner'), options: owners },
    ],
    [t, words, kinds, servers, types, rights, owners],
  );
  const ticks = useTicks<Account>(idOf);
  const ticking = useTickColumn(ticks, t('tick'), loginOf);
  const columns = useAccountColumns();
  const mayOrder = useAccountActions().length > 0;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={<Ways />} />
      <DataTable
        id="desk.accounts"
        label={t('title')}
        columns={useMemo(
          () => (mayOrder ? [ticking, ...columns] : columns),
          [mayOrder, ticking, columns],
        )}
        actions={<BulkMenu ticks={ticks} />}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/accounts/${row.id}`}
        queryKey={['desk', 'accounts']}
        load={useList<Account>('/api/desk/accounts')}
        pollMs={POLL_MS}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}

function Ways() {
  const { t } = useTranslation('desk-accounts');
  const can = useCan();
  return (
    <Group gap="sm">
      <Button component={Link} to="/accounts/symbols" variant="default">
        {t('symbols.title')}
      </Button>
      {can('update_accounts') ? (
        <Button component={Link} to="/accounts/unknown" variant="default">
          {t('unknown.title')}
        </Button>
      ) : null}
    </Group>
  );
}
