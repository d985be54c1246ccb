/** Logins of one group on a server that are nobody's here, each to be bound to a client. */
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrangerView } from '@/api/desk/types.gen';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { RestrictedChips } from '@/shared/ui/RestrictedChips';
import { ClientLink } from '../../records/Person';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';

const BindAccountDialog = lazy(() =>
  import('../../records/BindAccountDialog').then((one) => ({ default: one.BindAccountDialog })),
);

function useColumns(onBind: (row: StrangerView) => void): Column<StrangerView>[] {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'login',
        header: label('login'),
        width: 120,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.login}</bdi>,
      },
      {
        id: 'name',
        header: label('name'),
        width: 200,
        cell: (row) => <bdi>{row.name || '—'}</bdi>,
      },
      {
        id: 'email',
        header: label('email'),
        width: 240,
        cell: (row) => <bdi>{row.email || '—'}</bdi>,
      },
      {
        id: 'leverage',
        header: label('leverage'),
        width: 100,
        cell: (row) => <bdi dir="ltr">{`1:${row.leverage}`}</bdi>,
      },
      {
        id: 'rights',
        header: label('status'),
        width: 200,
        card: 'mark',
        cell: (row) => <RestrictedChips account={row} />,
      },
      {
        id: 'client',
        header: t('unknown.suggestion'),
        width: 220,
        cell: (row) => (row.client ? <ClientLink client={row.client} /> : '—'),
      },
      {
        id: 'bind',
        header: t('unknown.bind'),
        width: 130,
        control: true,
        cell: (row) => (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLink size={14} aria-hidden />}
            onClick={() => onBind(row)}
          >
            {t('unknown.bind')}
          </Button>
        ),
      },
    ];
  }, [t, words, onBind]);
}

export function UnknownAccounts({ server, group }: { server: string; group: string }) {
  const { t } = useTranslation('desk-accounts');
  const [binding, setBinding] = useState<StrangerView | null>(null);
  return (
    <>
      <DataTable
        id="desk.accounts.unknown"
        label={t('unknown.title')}
        columns={useColumns(setBinding)}
        rowKey={(row) => String(row.login)}
        queryKey={['desk', 'unknown-accounts', server, group]}
        load={useList<StrangerView>(`/api/desk/trading-servers/${server}/accounts`, { group })}
        state="page"
        empty={{ title: t('unknown.none'), hint: t('unknown.none_hint') }}
      />
      {binding ? (
        <Suspense>
          <BindAccountDialog
            opened
            onClose={() => setBinding(null)}
            serverId={server}
            login={binding.login}
            suggestedId={binding.client?.id}
          />
        </Suspense>
      ) : null}
    </>
  );
}
