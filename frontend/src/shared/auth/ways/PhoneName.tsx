/** A phone number with its country, as it was given at registration. */
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCountryChoices } from '@/shared/forms/countries';
import type { NameValues } from './names';
import classes from './ways.module.css';

export default function PhoneName<V extends NameValues>({ form }: { form: UseFormReturnType<V> }) {
  const { t } = useTranslation('common');
  const { diallings } = useCountryChoices();
  return (
    <div className={classes.phone}>
      <Select
        label={t('sign_in.phone_country')}
        size="md"
        data={diallings}
        searchable
        allowDeselect={false}
        comboboxProps={{ keepMounted: false, width: 'max-content', position: 'bottom-start' }}
        {...form.getInputProps('phone_country')}
      />
      <TextInput
        label={t('sign_in.phone')}
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        size="md"
        maxLength={30}
        {...form.getInputProps('phone')}
      />
    </div>
  );
}
