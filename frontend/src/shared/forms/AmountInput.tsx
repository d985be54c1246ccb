/** An amount of money: typed as text, handed on as a decimal string, never as a number. */
import { Button, TextInput } from '@mantine/core';
import type { FocusEventHandler, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { exponentOf } from '@/shared/money/currencies';
import classes from './AmountInput.module.css';
import { readDecimal, settleDecimal } from './decimalText';

export interface AmountInputProps {
  label: ReactNode;
  /** Limits and fees, shown before typing. */
  description?: ReactNode;
  currency: string;
  value?: string;
  onChange?: (value: string) => void;
  onBlur?: FocusEventHandler<HTMLInputElement>;
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  /** Offers a button that fills in all there is. */
  max?: string;
  name?: string;
  ref?: Ref<HTMLInputElement>;
}

export function AmountInput({
  currency,
  value = '',
  onChange,
  onBlur,
  max,
  ...rest
}: AmountInputProps) {
  const { t } = useTranslation('common');
  const accept = (typed: string) => {
    const text = readDecimal(typed, exponentOf(currency));
    if (text !== null) onChange?.(text);
  };
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={(event) => accept(event.currentTarget.value)}
      onBlur={(event) => {
        onChange?.(settleDecimal(value));
        onBlur?.(event);
      }}
      classNames={{ input: classes.input }}
      rightSectionWidth="auto"
      rightSection={
        <div className={classes.end}>
          {max ? (
            <Button size="compact-xs" variant="light" onClick={() => onChange?.(max)}>
              {t('amount.max')}
            </Button>
          ) : null}
          <span className={classes.code}>{currency}</span>
        </div>
      }
    />
  );
}
