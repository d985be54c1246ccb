/** Sign-ins of staff. */
import { useTranslation } from 'react-i18next';
import { LoginsList } from './LoginsList';

export default function StaffLoginsPage() {
  const { t } = useTranslation('desk-logs');
  return (
    <LoginsList
      kind="staff_logins"
      path="/api/desk/staff-logins"
      title={t('staff_logins')}
      subtitle={t('staff_logins_hint')}
      who={t('staff_id')}
    />
  );
}
