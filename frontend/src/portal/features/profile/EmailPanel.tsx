/** The address the client signs in with, and the way to another one. */
import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { changeEmail, sendEmailCode } from '@/api/portal';
import { useSession } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { code, email, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { SendCodeButton } from '../../records/SendCodeButton';
import { useCodeSending } from '../../records/useCodeSending';
import { useClient } from '../../session';
import classes from './profile.module.css';

type Values = { email: string; code: string; password: string };

export function EmailPanel() {
  const { t } = useTranslation('portal-profile');
  const client = useClient();
  const [changing, setChanging] = useState(false);
  return (
    <Panel title={t('email_panel')}>
      <Stack gap="md">
        <Text fw={550}>
          <bdi>{client.email}</bdi>
        </Text>
        {changing ? (
          <EmailForm onCancel={() => setChanging(false)} />
        ) : (
          <div>
            <Button variant="default" onClick={() => setChanging(true)}>
              {t('change_email')}
            </Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function EmailForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('portal-profile');
  const { t: common } = useTranslation('common');
  const session = useSession();
  const schema = useMemo(
    () => z.object({ email: email(common), code: code(common), password: required(common) }),
    [common],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, unknown>({
    schema,
    initialValues: { email: '', code: '', password: '' },
    send: (values) =>
      changeEmail({
        body: {
          email: values.email.trim(),
          code: values.code.trim(),
          password: values.password,
        },
      }),
    onSent: () => {
      toastDone(t('email_changed'));
      void session.signOut();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <AddressAndCode form={form} />
        <PasswordInput
          label={t('current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': common('password.toggle') }}
          {...form.getInputProps('password')}
        />
        <Text size="sm" c="dimmed">
          {t('email_hint')}
        </Text>
        <FormProblem problem={problem} />
        <Group>
          <Button type="submit" loading={busy}>
            {t('change_email')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function AddressAndCode({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation('portal-profile');
  const { ofError } = useErrorWords();
  const sending = useCodeSending();
  const address = form.values.email.trim();
  const send = () => {
    if (form.validateField('email').hasError) return;
    form.setFieldValue('code', '');
    form.clearFieldError('code');
    void sending.send(address, () => sendEmailCode({ body: { email: address } }));
  };
  const isSent = sending.sentTo !== null && sending.sentTo === address;
  return (
    <>
      <TextInput
        label={t('new_email')}
        type="email"
        autoComplete="email"
        {...form.getInputProps('email')}
        error={form.errors.email ?? (sending.problem ? ofError(sending.problem) : null)}
      />
      <TextInput
        label={t('email_code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        description={
          <span role="status">
            {isSent ? t('email_code_sent', { email: address }) : t('email_code_hint')}
          </span>
        }
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputContainer={(input) => (
          <div className={classes.code}>
            {input}
            <SendCodeButton sending={sending} onClick={send} />
          </div>
        )}
        {...form.getInputProps('code')}
      />
    </>
  );
}
