/** Another phone number: the code that went there, and the password. */
import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { changePhone, sendPhoneCode } from '@/api/portal';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { diallingOf, useCountryChoices } from '@/shared/forms/countries';
import { FormProblem } from '@/shared/forms/FormProblem';
import { code, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { SendCodeButton } from '../../records/SendCodeButton';
import { useCodeSending } from '../../records/useCodeSending';
import { useClient } from '../../session';
import classes from './profile.module.css';

type Values = { country: string; number: string; code: string; password: string };

// Hundreds of countries are drawn while a list is open, and not again with every keystroke elsewhere.
const DRAWN_WHEN_OPEN = { keepMounted: false };
const FIELDS = {
  phone: 'number',
  phone_code: 'code',
  'phone.number': 'number',
  'phone.country_code': 'country',
};

const phoneIn = ({ country, number }: Values) => ({
  country_code: diallingOf(country),
  number: number.trim(),
});

export function PhoneForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('portal-profile');
  const { t: common } = useTranslation('common');
  const { nationality } = useClient();
  const schema = useMemo(
    () =>
      z.object({
        country: required(common),
        number: required(common),
        code: code(common),
        password: required(common),
      }),
    [common],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, unknown>({
    schema,
    initialValues: { country: nationality, number: '', code: '', password: '' },
    send: (values) =>
      changePhone({
        body: { phone: phoneIn(values), code: values.code.trim(), password: values.password },
      }),
    onSent: onDone,
    fieldNames: FIELDS,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <NumberAndCode form={form} />
        <PasswordInput
          label={t('current_password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': common('password.toggle') }}
          {...form.getInputProps('password')}
        />
        <FormProblem problem={problem} />
        <Group>
          <Button type="submit" loading={busy}>
            {t('change_phone')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function NumberAndCode({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation('portal-profile');
  const { ofError } = useErrorWords();
  const { diallings } = useCountryChoices();
  const sending = useCodeSending();
  const shown = `${diallingOf(form.values.country)} ${form.values.number.trim()}`;
  const send = () => {
    if (form.validateField('number').hasError || form.validateField('country').hasError) return;
    form.setFieldValue('code', '');
    form.clearFieldError('code');
    void sending.send(shown, () => sendPhoneCode({ body: { phone: phoneIn(form.values) } }));
  };
  const isSent = sending.sentTo !== null && sending.sentTo === shown;
  return (
    <>
      <div className={classes.phone}>
        <Select
          label={t('phone_country')}
          data={diallings}
          searchable
          nothingFoundMessage={t('no_country')}
          allowDeselect={false}
          comboboxProps={{ ...DRAWN_WHEN_OPEN, width: 'max-content', position: 'bottom-start' }}
          {...form.getInputProps('country')}
          value={form.values.country || null}
          onChange={(country) => form.setFieldValue('country', country ?? '')}
        />
        <TextInput
          label={t('new_phone')}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={30}
          {...form.getInputProps('number')}
          error={form.errors.number ?? (sending.problem ? ofError(sending.problem) : null)}
        />
      </div>
      <TextInput
        label={t('phone_code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        description={
          <span role="status">
            {isSent
              ? t('phone_code_sent', { number: `\u2066${shown}\u2069` })
              : t('phone_code_hint')}
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
