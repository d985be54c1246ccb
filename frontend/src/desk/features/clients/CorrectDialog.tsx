/** Correcting what a client gave at registration; what is not seen in full is not changed. */
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { CorrectionForm } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { COUNTRIES, diallingOf, useCountryChoices } from '@/shared/forms/countries';
import { FormProblem } from '@/shared/forms/FormProblem';
import { email, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Client } from '../../records/types';
import { useWords } from '../../records/words';
import { pathOf } from './client';

const DRAWN_WHEN_OPEN = { keepMounted: false };
const FIELD_NAMES = { 'phone.number': 'phone', 'phone.country_code': 'phone_country' };
const MASK = '***';
const isMasked = (text: string) => text.includes(MASK);

type Values = {
  name: string;
  email: string;
  phone_country: string;
  phone: string;
  nationality: string;
  language: string;
  source: string;
};

/** The country of a number in international form: the client's own if it fits, else the closest. */
function countryOf(phone: string, nationality: string): string {
  const fitting = COUNTRIES.filter(({ dialling }) => phone.startsWith(dialling));
  const own = fitting.find(({ code }) => code === nationality);
  const longest = [...fitting].sort((a, b) => b.dialling.length - a.dialling.length)[0];
  return (own ?? longest)?.code ?? '';
}

function valuesOf(client: Client): Values {
  const country = isMasked(client.phone) ? '' : countryOf(client.phone, client.nationality);
  return {
    name: client.name,
    email: client.email,
    phone_country: country,
    phone: client.phone.slice(diallingOf(country).length),
    nationality: client.nationality,
    language: client.language,
    source: client.source,
  };
}

/** What differs from `before`, as the server takes it. */
export function changesOf(before: Values, after: Values): CorrectionForm {
  const changed = (name: keyof Values) => before[name].trim() !== after[name].trim();
  const plain = ['name', 'email', 'nationality', 'language', 'source'] as const;
  const form: Record<string, unknown> = Object.fromEntries(
    plain.filter(changed).map((name) => [name, after[name].trim()]),
  );
  if (changed('phone') || changed('phone_country')) {
    form.phone = { country_code: diallingOf(after.phone_country), number: after.phone.trim() };
  }
  return form;
}

export function CorrectDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation('desk-clients');
  useFocusBack();
  return (
    <Modal opened onClose={onClose} title={t('correct.title')}>
      <CorrectForm client={client} onClose={onClose} />
    </Modal>
  );
}

function CorrectForm({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { nationalities, diallings } = useCountryChoices();
  const before = useMemo(() => valuesOf(client), [client]);
  const hides = { email: isMasked(client.email), phone: isMasked(client.phone) };
  const schema = useMemo(
    () =>
      z.object({
        name: required(common),
        ...(hides.email ? {} : { email: email(common) }),
        ...(hides.phone ? {} : { phone: required(common), phone_country: required(common) }),
      }),
    [common, hides.email, hides.phone],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, Client>({
    schema,
    initialValues: before,
    send: (values) => api.patch<Client>(`${pathOf(client.id)}/profile`, changesOf(before, values)),
    onSent: (changed) => {
      queries.setQueryData(['desk', pathOf(client.id)], changed);
      void queries.invalidateQueries({ queryKey: ['desk', 'clients'] });
      toastDone(t('correct.done'));
      onClose();
    },
    fieldNames: FIELD_NAMES,
  });
  const veiled = (hidden: boolean) =>
    hidden ? { disabled: true, description: t('correct.hidden') } : {};
  const moves = form.isDirty('email') || form.isDirty('phone') || form.isDirty('phone_country');
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={words('fact', 'name')}
          maxLength={128}
          required
          {...form.getInputProps('name')}
        />
        <TextInput
          label={words('fact', 'email')}
          type="email"
          maxLength={254}
          required
          {...veiled(hides.email)}
          {...form.getInputProps('email')}
        />
        <Select
          label={words('fact', 'phone_country')}
          data={diallings}
          searchable
          allowDeselect={false}
          comboboxProps={DRAWN_WHEN_OPEN}
          required
          {...veiled(hides.phone)}
          {...form.getInputProps('phone_country')}
          value={form.values.phone_country || null}
          onChange={(code) => form.setFieldValue('phone_country', code ?? '')}
        />
        <TextInput
          label={words('fact', 'phone')}
          type="tel"
          maxLength={30}
          required
          {...veiled(hides.phone)}
          {...form.getInputProps('phone')}
        />
        <Select
          label={words('fact', 'nationality')}
          data={nationalities}
          searchable
          clearable
          comboboxProps={DRAWN_WHEN_OPEN}
          {...veiled(isMasked(client.nationality))}
          {...form.getInputProps('nationality')}
          value={form.values.nationality || null}
          onChange={(code) => form.setFieldValue('nationality', code ?? '')}
        />
        <Select
          label={words('fact', 'language')}
          data={LANGUAGES.filter(isLanguage).map((one) => ({
            value: one,
            label: LANGUAGE_NAMES[one],
          }))}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        <TextInput
          label={words('fact', 'source')}
          maxLength={80}
          {...form.getInputProps('source')}
        />
        {moves ? <Alert color="yellow">{t('correct.moves')}</Alert> : null}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!form.isDirty()}>
            {t('correct.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
