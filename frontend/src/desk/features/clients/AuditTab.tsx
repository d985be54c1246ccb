/** What was done by and for the client. */
import { useTranslation } from 'react-i18next';
import { AuditList } from '../../lists/AuditList';
import type { AuditRecord } from '../../records/types';
import { useList } from '../../records/useList';
import { pathOf } from './client';

export function AuditTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  return (
    <AuditList
      id="desk.client.audit"
      label={t('tabs.audit')}
      queryKey={['desk', 'client-audit', clientId]}
      load={useList<AuditRecord>(`${pathOf(clientId)}/audit`)}
      state="page"
      empty={{ title: t('no_audit') }}
    />
  );
}
