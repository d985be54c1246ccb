/** The staff's sign-in page. */
import { useTranslation } from 'react-i18next';
import { AuthCard } from '@/shared/auth/AuthCard';
import { SignInForm } from '@/shared/auth/SignInForm';

export function SignInPage() {
  const { t } = useTranslation('desk-shell');
  return (
    <AuthCard title={t('sign_in.title')} subtitle={t('sign_in.subtitle')} foot={t('sign_in.note')}>
      <SignInForm />
    </AuthCard>
  );
}
