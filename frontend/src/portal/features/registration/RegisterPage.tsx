/** Opening an account with the broker: the form, then what came of it. */
import { Anchor, Button, Stack } from '@mantine/core';
import { IconCircleCheck, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAgreements, listRegistrationForms } from '@/api/portal';
import { AuthCard } from '@/shared/auth/AuthCard';
import { useBrand } from '@/shared/brand/brand';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Loaded } from '@/shared/ui/Loaded';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { publicClient } from '../../publicClient';
import { KindChoice } from './KindChoice';
import { RegisterForm } from './RegisterForm';
import classes from './RegisterPage.module.css';
import type { Asked, Kind } from './registration';

const StepsFlow = lazy(() => import('./steps/StepsFlow'));

/** What came of it, whichever way somebody came in. */
interface Outcome {
  status: string;
  referral_code_cleared: boolean;
}

export default function RegisterPage() {
  const { t } = useTranslation('portal-registration');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
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
        {(one) => <ComingIn asked={one} onDone={setOutcome} />}
      </Loaded>
    </AuthCard>
  );
}

interface ComingInProps {
  asked: Record<Kind, Asked>;
  onDone: (outcome: Outcome) => void;
}

/** One form, or one step after the other, as the broker wants it for this kind of client. */
function ComingIn({ asked, onDone }: ComingInProps) {
  const { registration_steps: steps } = useBrand();
  const [{ kind: wanted }] = useSearchTexts();
  const [kind, setKind] = useState<Kind>(wanted === 'ib' ? 'ib' : 'trader');
  const [isUnderWay, setUnderWay] = useState(false);
  if (!steps.kinds.includes(kind)) {
    return <RegisterForm asked={asked} kind={kind} onKind={setKind} onDone={onDone} />;
  }
  return (
    <Stack gap="md">
      {isUnderWay ? null : <KindChoice value={kind} onChange={setKind} />}
      <Suspense fallback={<FormSkeleton fields={3} />}>
        <StepsFlow
          kind={kind}
          asked={asked}
          onUnderWay={(found) => {
            setUnderWay(found !== null);
            if (found) setKind(found);
          }}
          onDone={onDone}
        />
      </Suspense>
    </Stack>
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

function Registered({ outcome }: { outcome: Outcome }) {
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
