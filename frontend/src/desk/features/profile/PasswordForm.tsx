/** Changes the password; every device has to sign in again afterwards. */
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useApi, useSession } from '@/shared/auth/context';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { required, strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';

export function PasswordForm() {
  const { t } = useTranslation('desk-profile');
  const { t: common } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const api = useApi();
  const session = useSession();
  const schema = useMemo(
    () => z.object({ current: required(common), password: strongPassword(common, rules) }),
    [common, rules],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { current: '', password: '' },
    send: (values) => api.put<void>('/api/desk/password', values),
    onSent: () => {
      toastDone(t('password_changed'));
      void session.signOut();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('password_hint')}
        </Text>
        <PasswordInput
          label={t('current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': common('password.toggle') }}
          {...form.getInputProps('current')}
        />
        <NewPasswordInput label={t('new_password')} {...form.getInputProps('password')} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('change_password')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
