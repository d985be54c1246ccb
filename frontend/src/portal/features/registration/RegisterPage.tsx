/** Opening an account with the broker: the form, then what came of it. */
import { Anchor, Button, Stack } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAgreements, listRegistrationForms, type RegistrationView } from '@/api/portal';
import { AuthCard } from '@/shared/auth/AuthCard';
import { Loaded } from '@/shared/ui/Loaded';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { publicClient } from '../../publicClient';
import { RegisterForm } from './RegisterForm';
import classes from './RegisterPage.module.css';
import type { Asked, Kind } from './registration';

export default function RegisterPage() {
  const { t } = useTranslation('portal-registration');
  const [outcome, setOutcome] = useState<RegistrationView | null>(null);
  const asked = useAsked();
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
      <Loaded query={asked} skeleton={<FormSkeleton fields={7} />}>
        {(one) => <RegisterForm asked={one} onDone={setOutcome} />}
      </Loaded>
    </AuthCard>
  );
}

/** Agreements and questions for each kind of newcomer, in one answer. */
function useAsked() {
  return useQuery({
    queryKey: ['registration', 'asked'],
    queryFn: async ({ signal }): Promise<Record<Kind, Asked>> => {
      const client = publicClient;
      const agreed = (purpose: 'registration' | 'ib') =>
        listAgreements({ client, query: { purpose }, signal });
      const [forms, everybody, ib] = await Promise.all([
        listRegistrationForms({ client, signal }),
        agreed('registration'),
        agreed('ib'),
      ]);
      const form = (kind: Kind) =>
        forms.items.find((one) => one.kind === kind)?.form ?? { fields: [], groups: [] };
      return {
        trader: { agreements: everybody.items, form: form('trader') },
        ib: { agreements: [...everybody.items, ...ib.items], form: form('ib') },
      };
    },
  });
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
