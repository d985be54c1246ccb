/** Opening an account with the broker: the form, then what came of it. */
import { Anchor, Button, Stack } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/portal';
import { listAgreementsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { AuthCard } from '@/shared/auth/AuthCard';
import { Loaded } from '@/shared/ui/Loaded';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { publicClient } from '../../publicClient';
import { RegisterForm } from './RegisterForm';
import classes from './RegisterPage.module.css';

export default function RegisterPage() {
  const { t } = useTranslation('portal-registration');
  const [outcome, setOutcome] = useState<RegistrationView | null>(null);
  const agreements = useQuery(
    listAgreementsOptions({ client: publicClient, query: { purpose: 'registration' } }),
  );
  if (outcome) return <Registered outcome={outcome} />;
  const signIn = (
    <>
      {t('have_login')}{' '}
      <Anchor component={Link} to="/sign-in" inherit underline="always">
        {t('sign_in')}
      </Anchor>
    </>
  );
  return (
    <AuthCard wide title={t('title')} subtitle={t('subtitle')} foot={signIn}>
      <Loaded query={agreements} skeleton={<FormSkeleton fields={7} />}>
        {({ items }) => <RegisterForm agreements={items} onDone={setOutcome} />}
      </Loaded>
    </AuthCard>
  );
}

function Registered({ outcome }: { outcome: RegistrationView }) {
  const { t } = useTranslation('portal-registration');
  const isIn = outcome.status === 'approved';
  const Icon = isIn ? IconCircleCheck : IconHourglass;
  return (
    <AuthCard
      title={isIn ? t('done_title') : t('waits_title')}
      subtitle={isIn ? t('done_text') : t('waits_text')}
    >
      <Stack gap="md" role="status">
        <span className={classes.seal} data-done={isIn || undefined}>
          <Icon size={28} stroke={1.6} aria-hidden />
        </span>
        {outcome.referral_code_cleared ? (
          <p className={classes.note}>{t('referral_was_cleared')}</p>
        ) : null}
        {isIn ? null : <p className={classes.note}>{t('waits_next')}</p>}
        <Button
          component={Link}
          to="/sign-in"
          size="md"
          fullWidth
          variant={isIn ? 'filled' : 'default'}
        >
          {isIn ? t('sign_in_now') : t('to_sign_in')}
        </Button>
      </Stack>
    </AuthCard>
  );
}
