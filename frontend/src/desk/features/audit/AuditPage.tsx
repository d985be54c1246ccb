/** Everything that staff and clients did, as it was recorded. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '@/shared/table/types';
import { PageHeader } from '@/shared/ui/PageHeader';
import { AuditList } from '../../lists/AuditList';
import { useLoadAudit } from './audit';
import { ChainPanel } from './ChainPanel';

export default function AuditPage() {
  const { t } = useTranslation('desk-audit');
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'object', label: t('find_object') },
      { kind: 'search', id: 'actor', label: t('find_actor') },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t],
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
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
    </>
  );
}
