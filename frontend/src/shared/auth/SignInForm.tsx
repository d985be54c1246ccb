/** Name and password of either realm, with words for every way it can be refused. */
import {
  Alert,
  Anchor,
  Button,
  PasswordInput,
  SegmentedControl,
  Skeleton,
  Stack,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import classes from './AuthLayout.module.css';
import { useSession, useSessionState } from './context';
import { orSecondStep, type SecondStep } from './factor/signIn';
import { useSlid } from './slide/SlideProvider';
import {
  EMPTY_NAME,
  NAME_FIELDS,
  type NameValues,
  nameOf,
  nameSchema,
  type SignInMethod,
} from './ways/names';

const PhoneName = lazy(() => import('./ways/PhoneName'));
const AccountName = lazy(() => import('./ways/AccountName'));

type Values = NameValues & { password: string };

// Most people who sign in meet no second step: its code comes when it is asked for.
const SecondStepForm = lazy(() => import('./factor/SecondStepForm'));

export interface SignInFormProps {
  /** The ways in, the usual one first. */
  methods?: readonly SignInMethod[];
}

export function SignInForm({ methods = ['email'] }: SignInFormProps) {
  const [step, setStep] = useState<SecondStep | null>(null);
  if (!step) return <FirstStep methods={methods} onSecond={setStep} />;
  return (
    <Suspense fallback={<LinesSkeleton />}>
      <SecondStepForm step={step} onBack={() => setStep(null)} />
    </Suspense>
  );
}

interface FirstStepProps {
  methods: readonly SignInMethod[];
  onSecond: (step: SecondStep) => void;
}

function FirstStep({ methods, onSecond }: FirstStepProps) {
  const { t } = useTranslation('common');
  const [chosen, choose] = useState<SignInMethod | null>(null);
  const method = chosen && methods.includes(chosen) ? chosen : (methods[0] ?? 'email');
  const { form, onSubmit, busy, problem } = useSignIn(method, onSecond);
  const ways = {
    email: t('sign_in.by_email'),
    phone: t('sign_in.by_phone'),
    account: t('sign_in.by_account'),
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <EndingNote />
        {methods.length > 1 ? (
          <SegmentedControl
            fullWidth
            aria-label={t('sign_in.method')}
            data={methods.map((one) => ({ value: one, label: ways[one] }))}
            value={method}
            onChange={(one) => choose(one as SignInMethod)}
          />
        ) : null}
        <Name method={method} form={form} />
        <PasswordInput
          label={method === 'account' ? t('sign_in.master_password') : t('sign_in.password')}
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

function useSignIn(method: SignInMethod, onSecond: (step: SecondStep) => void) {
  const { t } = useTranslation('common');
  const session = useSession();
  const slid = useSlid();
  const schema = useMemo(
    () => z.object({ ...nameSchema(t, method), password: required(t) }),
    [t, method],
  );
  return useRequestForm<Values, SecondStep | null>({
    schema,
    initialValues: { ...EMPTY_NAME, password: '' },
    send: async (values) => {
      // Only who signs in by phone needs the world's dialling codes.
      const { diallingOf } =
        method === 'phone' ? await import('@/shared/forms/countries') : { diallingOf: () => '' };
      const name = nameOf(method, values, diallingOf);
      return orSecondStep(slid('sign_in', (slide) => session.signIn(name, values.password, slide)));
    },
    // The guard of this page leads on as soon as somebody is signed in.
    onSent: (second) => second && onSecond(second),
    fieldNames: NAME_FIELDS,
  });
}

function Name({ method, form }: { method: SignInMethod; form: UseFormReturnType<Values> }) {
  const { t } = useTranslation('common');
  if (method === 'email') {
    return (
      <TextInput
        label={t('sign_in.email')}
        type="email"
        autoComplete="username"
        size="md"
        {...form.getInputProps('email')}
      />
    );
  }
  const Fields = method === 'phone' ? PhoneName : AccountName;
  return (
    <Suspense fallback={<Skeleton height={67} />}>
      <Fields form={form} />
    </Suspense>
  );
}

/** Why the person has to sign in again, when they did not ask to leave. */
function EndingNote() {
  const { t } = useTranslation('common');
  const state = useSessionState();
  if (state.phase !== 'out' || state.ending === 'none' || state.ending === 'left') return null;
  const words = {
    ended: t('sign_in.ended'),
    elsewhere: t('sign_in.left_elsewhere'),
    visited: t('sign_in.visited'),
  };
  return (
    <Alert color="accent" role="status">
      {words[state.ending]}
    </Alert>
  );
}
