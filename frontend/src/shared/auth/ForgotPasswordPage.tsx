/** Forgotten password of either realm: a code by e-mail, then the new password. */
import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { code, email, strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { AuthCard } from './AuthCard';
import { usePublicApi, useSession } from './context';
import { useSlid } from './slide/SlideProvider';

type Step = { name: 'ask' } | { name: 'reset'; email: string } | { name: 'done' };

export default function ForgotPasswordPage() {
  const { t } = useTranslation('common');
  const [step, setStep] = useState<Step>({ name: 'ask' });
  const subtitle = {
    ask: t('forgot.ask_hint'),
    reset: step.name === 'reset' ? t('forgot.reset_hint', { email: step.email }) : '',
    done: t('forgot.done_hint'),
  }[step.name];
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm">
      {t('forgot.back')}
    </Anchor>
  );
  return (
    <AuthCard
      title={step.name === 'done' ? t('forgot.done') : t('forgot.title')}
      subtitle={subtitle}
      foot={back}
    >
      {step.name === 'ask' ? (
        <AskForm onSent={(sentTo) => setStep({ name: 'reset', email: sentTo })} />
      ) : null}
      {step.name === 'reset' ? (
        <ResetForm email={step.email} onDone={() => setStep({ name: 'done' })} />
      ) : null}
    </AuthCard>
  );
}

function AskForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation('common');
  const { realm } = useSession();
  const api = usePublicApi();
  const slid = useSlid();
  const schema = useMemo(() => z.object({ email: email(t) }), [t]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { email: '' },
    send: (values) =>
      slid('password_reset', (slide) =>
        api.post(`/api/${realm}/password-resets/codes`, { email: values.email.trim(), slide }),
      ),
    onSent: (_, values) => onSent(values.email.trim()),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('sign_in.email')}
          type="email"
          autoComplete="username"
          size="md"
          {...form.getInputProps('email')}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('forgot.send')}
        </Button>
      </Stack>
    </form>
  );
}

function ResetForm({ email: address, onDone }: { email: string; onDone: () => void }) {
  const { t } = useTranslation('common');
  const { realm } = useSession();
  const { password_rules: rules } = useBrand();
  const api = usePublicApi();
  const schema = useMemo(
    () => z.object({ code: code(t), password: strongPassword(t, rules) }),
    [t, rules],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { code: '', password: '' },
    send: (values) =>
      api.post(`/api/${realm}/password-resets`, {
        email: address,
        code: values.code.trim(),
        password: values.password,
      }),
    onSent: onDone,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('forgot.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="md"
          {...form.getInputProps('code')}
        />
        <NewPasswordInput
          label={t('forgot.new_password')}
          size="md"
          {...form.getInputProps('password')}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('forgot.submit')}
        </Button>
      </Stack>
    </form>
  );
}
