/** A new password by the one it replaces; every device has to sign in again afterwards. */
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { portalChangePassword } from '@/api/portal';
import { useSession } from '@/shared/auth/context';
import { useBrand } from '@/shared/brand/brand';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { required, strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';

export function PasswordForm() {
  const { t } = useTranslation('portal-profile');
  const { t: common } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const session = useSession();
  const schema = useMemo(
    () => z.object({ current: required(common), password: strongPassword(common, rules) }),
    [common, rules],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { current: '', password: '' },
    send: (body) => portalChangePassword({ body }),
    onSent: () => {
      toastDone(t('password_changed'));
      void session.signOut();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <PasswordInput
          label={t('current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': common('password.toggle') }}
          {...form.getInputProps('current')}
        />
        <NewPasswordInput label={t('new_password')} {...form.getInputProps('password')} />
        <Text size="sm" c="dimmed">
          {t('password_hint')}
        </Text>
        <FormProblem problem={problem} />
        <div>
          <Button type="submit" loading={busy}>
            {t('change_password')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
