/** Server, login and master password of an account that exists, with the agreements. */
import { Button, PasswordInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { type ApplicationView, bindOwnAccount, type OptionsView } from '@/api/portal';
import { listAccountOptionsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { Agreements, acceptances } from '../../records/Agreements';

type Values = { server_id: string; login: string; password: string; agreements: string[] };

function bindingSchema(common: TFunction<'common'>, wrong: string, options: OptionsView) {
  const isComplete = (accepted: string[]) =>
    options.agreements.every(({ document }) => accepted.includes(document));
  return z.object({
    server_id: required(common),
    login: required(common).check(z.regex(/^[1-9]\d{0,17}$/, wrong)),
    password: z.string().check(z.minLength(1, common('validation.required'))),
    agreements: z.array(z.string()).check(z.refine(isComplete, common('validation.accept'))),
  });
}

function useBinding(options: OptionsView) {
  const { t } = useTranslation('portal-accounts');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const schema = useMemo(
    () => bindingSchema(common, t('bind.login_wrong'), options),
    [common, t, options],
  );
  const first = options.bindable[0]?.id ?? '';
  const initialValues = useMemo<Values>(
    () => ({ server_id: first, login: '', password: '', agreements: [] }),
    [first],
  );
  return useRequestForm<Values, ApplicationView>({
    schema,
    initialValues,
    send: (values, key) =>
      bindOwnAccount({
        headers: { 'Idempotency-Key': key },
        body: {
          server_id: values.server_id,
          login: Number(values.login),
          password: values.password,
          agreements: acceptances(options.agreements, values.agreements),
        },
      }),
    onSent: (request) => {
      toastDone(request.status === 'pending' ? t('bind.sent') : t('bind.binding'));
      void queries.invalidateQueries({ queryKey: listAccountOptionsQueryKey() });
      void navigate({ to: `/funds/requests/${request.id}` });
    },
  });
}

export function BindAccountForm({ options }: { options: OptionsView }) {
  const { t } = useTranslation('portal-accounts');
  const { form, onSubmit, busy, problem } = useBinding(options);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <Select
          label={t('bind.server')}
          data={options.bindable.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps('server_id')}
        />
        <TextInput
          label={t('bind.login')}
          inputMode="numeric"
          autoComplete="off"
          withAsterisk
          {...form.getInputProps('login')}
        />
        <PasswordInput
          label={t('bind.password')}
          description={t('bind.password_hint')}
          autoComplete="current-password"
          withAsterisk
          {...form.getInputProps('password')}
        />
        {options.agreements.length > 0 ? (
          <Agreements
            agreements={options.agreements}
            value={form.values.agreements}
            onChange={(documents) => form.setFieldValue('agreements', documents)}
            error={form.errors.agreements ? String(form.errors.agreements) : undefined}
          />
        ) : null}
        <Text size="sm" c="dimmed">
          {t('bind.terms')}
        </Text>
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy}>
          {t('bind.submit')}
        </Button>
      </Stack>
    </form>
  );
}
