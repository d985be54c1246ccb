/** The phone number, and where the broker has numbers proven the code that proves it. */
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import { useCountryChoices } from '@/shared/forms/countries';
import { PhoneCode } from './PhoneCode';
import classes from './RegisterPage.module.css';
import type { RegistrationValues } from './registration';

// Hundreds of countries are drawn while a list is open, and not again with every keystroke elsewhere.
const DRAWN_WHEN_OPEN = { keepMounted: false };

export function PhoneFields({ form }: { form: UseFormReturnType<RegistrationValues> }) {
  const { t } = useTranslation('portal-registration');
  const { phone_codes: proves } = useBrand();
  const { diallings } = useCountryChoices();
  return (
    <>
      <div className={classes.phone}>
        <Select
          label={t('phone_country')}
          data={diallings}
          searchable
          required
          nothingFoundMessage={t('no_country')}
          allowDeselect={false}
          comboboxProps={{ ...DRAWN_WHEN_OPEN, width: 'max-content', position: 'bottom-start' }}
          {...form.getInputProps('phone_country')}
          value={form.values.phone_country || null}
          onChange={(code) => form.setFieldValue('phone_country', code ?? '')}
        />
        <TextInput
          label={t('phone')}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={30}
          required
          {...form.getInputProps('phone')}
        />
      </div>
      {proves ? <PhoneCode form={form} /> : null}
    </>
  );
}
