/** Clients in the viewer's scope: search, filters, and into each one's page. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useClientColumns } from '../../lists/clients';
import type { ClientRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useStatusChoices, useWords } from '../../records/words';

const KINDS = ['trader', 'ib'];
const STATUSES = ['pending', 'active', 'suspended', 'rejected'];

export default function ClientsPage() {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const kinds = useStatusChoices(KINDS);
  const statuses = useStatusChoices(STATUSES);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'q', label: t('find') },
      { kind: 'choice', id: 'kind', label: words('fact', 'kind'), options: kinds },
      { kind: 'choice', id: 'status', label: words('fact', 'status'), options: statuses },
    ],
    [t, words, kinds, statuses],
  );
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.clients"
        label={t('title')}
        columns={useClientColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/clients/${row.id}`}
        queryKey={['desk', 'clients']}
        load={useList<ClientRow>('/api/desk/clients')}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}
