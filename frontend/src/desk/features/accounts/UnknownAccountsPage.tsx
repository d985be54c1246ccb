/** Accounts that a server has and nobody has with us: whose they may be, and binding in one step. */
import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerGroupView } from '@/api/desk/types.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { EmptyState } from '@/shared/ui/EmptyState';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { useServerChoices } from '../../records/servers';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import { useWords } from '../../records/words';

const UnknownAccounts = lazy(() =>
  import('./UnknownAccounts').then((one) => ({ default: one.UnknownAccounts })),
);

export default function UnknownAccountsPage() {
  const { t } = useTranslation('desk-accounts');
  const words = useWords();
  const [search, change] = useSearchTexts();
  const servers = useServerChoices();
  const server = search.server ?? servers[0]?.value;
  const groups = useQuery({
    ...useRead<Items<ServerGroupView>>(`/api/desk/trading-servers/${server}`),
    enabled: server !== undefined,
  });
  const names = groups.data?.items.map(({ name }) => name) ?? [];
  const group = names.find((one) => one === search.group);
  return (
    <>
      <PageHeader title={t('unknown.title')} subtitle={t('unknown.subtitle')} />
      <Group mb="md" align="end">
        <Select
          label={words('fact', 'server')}
          data={servers}
          value={server ?? null}
          allowDeselect={false}
          onChange={(next) => change({ server: next ?? undefined, group: undefined })}
        />
        <Select
          label={words('fact', 'group')}
          data={names}
          value={group ?? null}
          searchable
          allowDeselect={false}
          placeholder={t('unknown.choose_group')}
          onChange={(next) => change({ group: next ?? undefined })}
        />
      </Group>
      {server && group ? (
        <Suspense>
          <UnknownAccounts key={`${server} ${group}`} server={server} group={group} />
        </Suspense>
      ) : (
        <Panel>
          <EmptyState title={t('unknown.choose_group')} hint={t('unknown.choose_hint')} />
        </Panel>
      )}
    </>
  );
}
