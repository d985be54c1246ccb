/** The client's sign-in page. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AuthCard } from '@/shared/auth/AuthCard';
import { SignInForm } from '@/shared/auth/SignInForm';
import { useBrand } from '@/shared/brand/brand';
import classes from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useTranslation('portal-shell');
  const { sign_in_methods: methods } = useBrand();
  const register = (
    <>
      {t('sign_in.no_login')}{' '}
      <Anchor component={Link} to="/register" inherit underline="always">
        {t('sign_in.register')}
      </Anchor>{' '}
      ·{' '}
      <Anchor component={Link} to="/register?kind=ib" inherit underline="always">
        {t('sign_in.register_ib')}
      </Anchor>
      <p className={classes.risk}>{t('sign_in.risk')}</p>
    </>
  );
  return (
    <AuthCard title={t('sign_in.title')} subtitle={t('sign_in.subtitle')} foot={register}>
      <SignInForm methods={methods} />
    </AuthCard>
  );
}
