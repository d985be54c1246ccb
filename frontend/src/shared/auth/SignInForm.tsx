/** E-mail and password of either realm, with words for every way it can be refused. */
import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { email, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import classes from './AuthLayout.module.css';
import { useSession, useSessionState } from './context';
import { orSecondStep, type SecondStep } from './factor/signIn';
import { useSlid } from './slide/SlideProvider';

// Most people who sign in meet no second step: its code comes when it is asked for.
const SecondStepForm = lazy(() => import('./factor/SecondStepForm'));

export function SignInForm() {
  const [step, setStep] = useState<SecondStep | null>(null);
  if (!step) return <FirstStep onSecond={setStep} />;
  return (
    <Suspense fallback={<LinesSkeleton />}>
      <SecondStepForm step={step} onBack={() => setStep(null)} />
    </Suspense>
  );
}

function FirstStep({ onSecond }: { onSecond: (step: SecondStep) => void }) {
  const { t } = useTranslation('common');
  const session = useSession();
  const slid = useSlid();
  const schema = useMemo(() => z.object({ email: email(t), password: required(t) }), [t]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { email: '', password: '' },
    send: (values) =>
      orSecondStep(
        slid('sign_in', (slide) => session.signIn(values.email.trim(), values.password, slide)),
      ),
    // The guard of this page leads on as soon as somebody is signed in.
    onSent: (second) => second && onSecond(second),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <EndingNote />
        <TextInput
          label={t('sign_in.email')}
          type="email"
          autoComplete="username"
          size="md"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('sign_in.password')}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
          {...form.getInputProps('password')}
        />
        <div className={classes.between}>
          <Anchor component={Link} to="/forgot-password" size="sm">
            {t('sign_in.forgot')}
          </Anchor>
        </div>
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('sign_in.submit')}
        </Button>
      </Stack>
    </form>
  );
}

/** Why the person has to sign in again, when they did not ask to leave. */
function EndingNote() {
  const { t } = useTranslation('common');
  const state = useSessionState();
  if (state.phase !== 'out' || state.ending === 'none' || state.ending === 'left') return null;
  return (
    <Alert color="accent" role="status">
      {state.ending === 'ended' ? t('sign_in.ended') : t('sign_in.left_elsewhere')}
    </Alert>
  );
}
