/** Shows an amount: tabular digits, never broken over lines, signed colour only where asked. */
import { clsx } from 'clsx';
import { useCallback } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import classes from './Amount.module.css';
import { formatAmount, formatMoney } from './format';
import { type Money, signOf } from './money';

export interface AmountProps {
  value: Money;
  /** Leave the currency code out, e.g. in a column whose header names it. */
  bare?: boolean;
  /** Green above zero, red below, and a plus sign: for movements and results, not for balances. */
  signed?: boolean;
}

export function Amount({ value, bare = false, signed = false }: AmountProps) {
  const { tag } = useLanguage();
  const sign = signOf(value);
  const digits = formatAmount(value, tag);
  return (
    // The whole amount runs left to right, also inside Arabic text; the cell keeps its alignment.
    <bdi
      dir="ltr"
      className={clsx(
        classes.amount,
        signed && sign > 0 && classes.gain,
        signed && sign < 0 && classes.loss,
      )}
    >
      {signed && sign > 0 ? '+' : ''}
      {digits}
      {bare ? null : <span className={classes.code}>{`\u00a0${value.currency}`}</span>}
    </bdi>
  );
}

/** The same as plain text, for labels and attributes. */
export function useMoneyText(): (value: Money) => string {
  const { tag } = useLanguage();
  return useCallback((value) => formatMoney(value, tag), [tag]);
}
