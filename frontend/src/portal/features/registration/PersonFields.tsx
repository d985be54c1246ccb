/** Who somebody is: the name, and the nationality, which suggests whose dialling code is meant. */
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCountryChoices } from '@/shared/forms/countries';
import classes from './RegisterPage.module.css';
import type { PersonValues } from './registration';

// Hundreds of countries are drawn while a list is open, and not again with every keystroke elsewhere.
const DRAWN_WHEN_OPEN = { keepMounted: false };

export function PersonFields({ form }: { form: UseFormReturnType<PersonValues> }) {
  const { t } = useTranslation('portal-registration');
  const { nationalities } = useCountryChoices();
  const chooseNationality = (code: string | null) => {
    form.setFieldValue('nationality', code ?? '');
    if (code && !form.values.phone_country) form.setFieldValue('phone_country', code);
  };
  return (
    <div className={classes.pair}>
      <TextInput
        label={t('name')}
        autoComplete="name"
        maxLength={128}
        required
        {...form.getInputProps('name')}
      />
      <Select
        label={t('nationality')}
        data={nationalities}
        searchable
        required
        nothingFoundMessage={t('no_country')}
        placeholder={t('choose_country')}
        comboboxProps={DRAWN_WHEN_OPEN}
        allowDeselect={false}
        {...form.getInputProps('nationality')}
        value={form.values.nationality || null}
        onChange={chooseNationality}
      />
    </div>
  );
}
