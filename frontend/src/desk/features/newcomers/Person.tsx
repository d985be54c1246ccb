/** Who a new client is and how they are reached. */
import { Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCountryChoices } from '@/shared/forms/countries';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { useWords } from '../../records/words';
import type { NewClientFields } from './newClient';
import classes from './newcomers.module.css';

// Hundreds of countries are drawn while a list is open, and not again with every keystroke elsewhere.
const DRAWN_WHEN_OPEN = { keepMounted: false };

export function Person({ form }: { form: NewClientFields }) {
  const { t } = useTranslation('desk-newcomers');
  const words = useWords();
  const { nationalities, diallings } = useCountryChoices();
  const chooseNationality = (code: string | null) => {
    form.setFieldValue('nationality', code ?? '');
    if (code && !form.values.phone_country) form.setFieldValue('phone_country', code);
  };
  return (
    <Stack gap="md">
      <TextInput
        label={words('fact', 'name')}
        autoComplete="off"
        maxLength={128}
        required
        {...form.getInputProps('name')}
      />
      <TextInput
        label={words('fact', 'email')}
        type="email"
        autoComplete="off"
        maxLength={254}
        required
        {...form.getInputProps('email')}
      />
      <Select
        label={words('fact', 'nationality')}
        data={nationalities}
        searchable
        clearable
        comboboxProps={DRAWN_WHEN_OPEN}
        {...form.getInputProps('nationality')}
        value={form.values.nationality || null}
        onChange={chooseNationality}
      />
      <div className={classes.phone}>
        <Select
          label={words('fact', 'phone_country')}
          data={diallings}
          searchable
          required
          allowDeselect={false}
          comboboxProps={{ ...DRAWN_WHEN_OPEN, width: 'max-content', position: 'bottom-start' }}
          {...form.getInputProps('phone_country')}
          value={form.values.phone_country || null}
          onChange={(code) => form.setFieldValue('phone_country', code ?? '')}
        />
        <TextInput
          label={words('fact', 'phone')}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          maxLength={30}
          required
          {...form.getInputProps('phone')}
        />
      </div>
      <Select
        label={words('fact', 'language')}
        description={t('new.language_hint')}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        allowDeselect={false}
        {...form.getInputProps('language')}
      />
    </Stack>
  );
}
