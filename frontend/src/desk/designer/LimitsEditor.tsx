/** Limits of an answer: lengths of a text, sizes of a number, days of a date. */
import { NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DesignedField } from '@/shared/forms/designed/design';
import { isWritten } from './design';

export interface LimitsEditorProps {
  field: DesignedField;
  set: (part: Partial<DesignedField>) => void;
  problemOf: (name: string) => string | undefined;
  disabled?: boolean;
}

export function LimitsEditor({ field, set, problemOf, disabled }: LimitsEditorProps) {
  const { t } = useTranslation('desk-designer');
  const length = (name: 'min_length' | 'max_length') => (
    <NumberInput
      label={t(name)}
      min={1}
      max={2000}
      allowDecimal={false}
      value={field[name] ?? ''}
      error={problemOf(name)}
      disabled={disabled}
      onChange={(next) => set({ [name]: typeof next === 'number' ? next : null })}
    />
  );
  const text = (name: 'minimum' | 'maximum' | 'earliest' | 'latest', hint?: string) => (
    <TextInput
      label={t(name)}
      description={hint}
      dir="ltr"
      maxLength={30}
      value={field[name] ?? ''}
      disabled={disabled}
      onChange={(event) => set({ [name]: event.currentTarget.value.trim() || null })}
    />
  );
  if (isWritten(field.type)) {
    return (
      <>
        {length('min_length')}
        {length('max_length')}
      </>
    );
  }
  if (field.type === 'number') {
    return (
      <>
        {text('minimum')}
        {text('maximum')}
        <NumberInput
          label={t('decimals')}
          min={0}
          max={8}
          allowDecimal={false}
          value={field.decimals}
          disabled={disabled}
          onChange={(next) => set({ decimals: typeof next === 'number' ? next : 0 })}
        />
      </>
    );
  }
  if (field.type === 'date') {
    return (
      <>
        {text('earliest', t('day_hint'))}
        {text('latest', t('day_hint'))}
      </>
    );
  }
  return null;
}
