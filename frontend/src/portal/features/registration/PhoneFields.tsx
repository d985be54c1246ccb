/** The phone number, and where the broker has numbers proven the code that proves it. */
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import { useCountryChoices } from '@/shared/forms/countries';
import { PhoneCode } from './PhoneCode';
import classes from './RegisterPage.module.css';
import { type PhoneValues, phoneIn } from './registration';

// Hundreds of countries are drawn while a list is open, and not again with every keystroke elsewhere.
const DRAWN_WHEN_OPEN = { keepMounted: false };

export interface PhoneFieldsProps {
  form: UseFormReturnType<PhoneValues>;
  /** The number was proven on an earlier visit. */
  isProven?: boolean;
}

export function PhoneFields({ form, isProven }: PhoneFieldsProps) {
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
      {proves && !isProven ? <PhoneCode form={form} /> : null}
      {proves && isProven ? <Proven form={form} /> : null}
    </>
  );
}

function Proven({ form }: { form: UseFormReturnType<PhoneValues> }) {
  const { t } = useTranslation('portal-registration');
  const { country_code, number } = phoneIn(form.values);
  return (
    <p className={classes.note} role="status">
      {t('phone_proven', { number: `\u2066${country_code} ${number}\u2069` })}
    </p>
  );
}
