/** The e-mails that one client was sent. */
import { useTranslation } from 'react-i18next';
import type { MailView } from '@/api/desk/types.gen';
import { MailList } from '../../lists/mails';
import { useList } from '../../records/useList';
import { pathOf } from './client';

export function MailsTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  return (
    <MailList
      id="desk.client.mails"
      label={t('tabs.mails')}
      queryKey={['desk', 'client-mails', clientId]}
      load={useList<MailView>(`${pathOf(clientId)}/mails`)}
      state="page"
      empty={{ title: t('no_mails') }}
    />
  );
}
