/** Clients in the viewer's scope: search, filters, and into each one's page. */
import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useClientColumns } from '../../lists/clients';
import { useTickColumn, useTicks } from '../../lists/ticks';
import { useSavedViews } from '../../lists/useSavedViews';
import type { ClientRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useStatusChoices, useWords } from '../../records/words';
import { useCan } from '../../session';
import { BulkMenu } from './BulkMenu';
import { useClientChoices } from './choices';
import { NewMenu } from './NewMenu';

const KINDS = ['trader', 'ib'];
const IDENTITIES = ['none', 'pending', 'approved', 'rejected', 'expired'];
const STATUSES = ['pending', 'active', 'suspended', 'rejected', 'deleted'];

const nameOf = (row: ClientRow) => row.name;

export default function ClientsPage() {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const kinds = useStatusChoices(KINDS);
  const statuses = useStatusChoices(STATUSES);
  const identities = useStatusChoices(IDENTITIES);
  const can = useCan();
  const { groups, owners, tags } = useClientChoices();
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'q', label: t('find') },
      { kind: 'choice', id: 'kind', label: words('fact', 'kind'), options: kinds },
      { kind: 'choice', id: 'status', label: words('fact', 'status'), options: statuses },
      { kind: 'choice', id: 'identity', label: words('fact', 'identity'), options: identities },
      { kind: 'choice', id: 'group', label: words('fact', 'group'), options: groups },
      { kind: 'choice', id: 'owner', label: words('fact', 'owner'), options: owners },
      { kind: 'choice', id: 'tag', label: words('fact', 'tags'), options: tags },
      { kind: 'search', id: 'referrer', label: t('find_referrer') },
      { kind: 'period', id: 'period', label: words('fact', 'registered_at') },
    ],
    [t, words, kinds, statuses, identities, groups, owners, tags],
  );
  const ticks = useTicks<ClientRow>((row) => row.id);
  const columns = useClientColumns();
  const ticking = useTickColumn(ticks, t('tick'), nameOf);
  const canOrder = ['update_clients', 'message_clients', 'delete_clients'].some(can);
  const shown = useMemo(
    () => (canOrder ? [ticking, ...columns] : columns),
    [ticking, columns, canOrder],
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            {canOrder ? (
              <Button
                component={Link}
                to="/clients/jobs"
                variant="default"
                leftSection={<IconListCheck size={17} aria-hidden />}
              >
                {t('jobs.title')}
              </Button>
            ) : null}
            {can('create_clients') ? <NewMenu /> : null}
          </>
        }
      />
      <DataTable
        id="desk.clients"
        label={t('title')}
        columns={shown}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/clients/${row.id}`}
        queryKey={['desk', 'clients']}
        load={useList<ClientRow>('/api/desk/clients')}
        views={useSavedViews('desk.clients')}
        actions={<BulkMenu ticks={ticks} filters={filters} />}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}
