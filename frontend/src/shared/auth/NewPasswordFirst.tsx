/** Choosing a password of one's own, before anything else can be done: staff have asked for it. */
import { Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { required, strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { AuthCard } from './AuthCard';
import { AuthFrame } from './AuthLayout';
import { useApi, useSession } from './context';

export default function NewPasswordFirst() {
  const { t } = useTranslation('common');
  const session = useSession();
  const leave = (
    <Anchor component="button" type="button" size="sm" onClick={() => void session.signOut()}>
      {t('first_password.leave')}
    </Anchor>
  );
  return (
    <AuthFrame>
      <AuthCard title={t('first_password.title')} subtitle={t('first_password.text')} foot={leave}>
        <Form />
      </AuthCard>
    </AuthFrame>
  );
}

function Form() {
  const { t } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const session = useSession();
  const api = useApi();
  const schema = useMemo(
    () => z.object({ current: required(t), password: strongPassword(t, rules) }),
    [t, rules],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { current: '', password: '' },
    send: (values) => api.put<void>(`/api/${session.realm}/password`, values),
    onSent: () => void session.signOut(),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <PasswordInput
          label={t('first_password.given')}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
          {...form.getInputProps('current')}
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
