/** Everything that staff and clients did, as it was recorded. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { Choice, Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { AuditList } from '../../lists/AuditList';
import { ExportButton } from '../../lists/ExportButton';
import type { Member } from '../../records/types';
import { useWordedChoices } from '../../records/words';
import { useCan } from '../../session';
import { useLoadAudit } from './audit';
import { ChainPanel } from './ChainPanel';

const MEMBERS_AT_MOST = 200;

/** The members of staff to choose from, for who may see them. */
function useMembers(): Choice[] {
  const api = useApi();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['desk', 'audit-members'],
    queryFn: ({ signal }) =>
      api.get<Page<Member>>('/api/desk/staff', { query: { limit: MEMBERS_AT_MOST }, signal }),
    enabled: can('read_staff'),
  });
  return useMemo(
    () => (data?.items ?? []).map(({ id, name }) => ({ value: `staff:${id}`, label: name })),
    [data],
  );
}

export default function AuditPage() {
  const { t } = useTranslation('desk-audit');
  const members = useMembers();
  const actions = useWordedChoices('action');
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'object', label: t('find_object') },
      members.length > 0
        ? { kind: 'choice', id: 'actor', label: t('member'), options: members }
        : { kind: 'search', id: 'actor', label: t('find_actor') },
      { kind: 'choice', id: 'action', label: t('action'), options: actions },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t, members, actions],
  );
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <ChainPanel />
      <AuditList
        id="desk.audit"
        label={t('title')}
        filters={filters}
        queryKey={['desk', 'audit']}
        load={useLoadAudit()}
        actions={<ExportButton kind="audit" filters={filters} />}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}
