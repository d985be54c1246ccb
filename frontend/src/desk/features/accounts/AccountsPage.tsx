/** Trading accounts of all servers, with their live figures. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useAccountColumns } from '../../lists/accounts';
import { useServerChoices } from '../../records/servers';
import type { Account } from '../../records/types';
import { useList } from '../../records/useList';
import { useStatusChoices, useWords } from '../../records/words';

const KINDS = ['live', 'demo'];
const POLL_MS = 30_000;

export default function AccountsPage() {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const kinds = useStatusChoices(KINDS);
  const servers = useServerChoices();
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
    ],
    [t, words, kinds, servers],
  );
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.accounts"
        label={t('title')}
        columns={useAccountColumns()}
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
