/** Sign-ins of clients. */
import { useTranslation } from 'react-i18next';
import { LoginsList } from './LoginsList';

export default function ClientLoginsPage() {
  const { t } = useTranslation('desk-logs');
  return (
    <LoginsList
      kind="client_logins"
      path="/api/desk/client-logins"
      title={t('client_logins')}
      subtitle={t('client_logins_hint')}
      who={t('client_id')}
      hrefOf={(row) => `/clients/${row.subject_id}`}
    />
  );
}
