/** Limits and fees of a payment method in one currency, and what they make of an amount. */
import type { DepositMethodView, WithdrawalMethodView } from '@/api/portal';
import { exponentOf } from '@/shared/money/currencies';
import { AmountError, addMoney, type Money, percentOf, toMinor } from '@/shared/money/money';

export interface Terms {
  currency: string;
  /** Decimal strings in whole units, both inclusive. */
  min: string;
  max: string;
  /** Percent of the amount, e.g. `2.5`. */
  feePercent: string;
  feeCap: string | null;
}

export const depositTerms = ({ currencies }: DepositMethodView): Terms[] =>
  currencies.map((one) => ({
    currency: one.currency,
    min: one.minimum,
    max: one.maximum,
    feePercent: one.fee_percent,
    feeCap: one.fee_cap,
  }));

export const withdrawalTerms = ({ currencies }: WithdrawalMethodView): Terms[] =>
  currencies.map((one) => ({
    currency: one.currency,
    min: one.min.amount,
    max: one.max.amount,
    feePercent: one.fee_percent,
    feeCap: one.fee_cap?.amount ?? null,
  }));

export const isFree = ({ feePercent }: Terms): boolean => /^0(\.0*)?$/.test(feePercent);

export interface Quote {
  amount: Money;
  fee: Money;
  /** The cap is what counts, not the percentage. */
  isCapped: boolean;
}

/** The fee on an amount as the server will compute it; null while the text is no amount. */
export function quoteOf(text: string, terms: Terms): Quote | null {
  const { currency, feePercent, feeCap } = terms;
  const amount = { amount: text.trim(), currency };
  try {
    if (toMinor(amount.amount, currency) <= 0n) return null;
    const fee = percentOf(amount, feePercent, feeCap);
    const uncapped = percentOf(amount, feePercent, null);
    return { amount, fee, isCapped: fee.amount !== uncapped.amount };
  } catch (problem) {
    if (problem instanceof AmountError) return null;
    throw problem;
  }
}

/** A deposit's fee is on top of what reaches the wallet. */
export const paymentOf = ({ amount, fee }: Quote): Money => addMoney(amount, fee);

/** A withdrawal's fee is taken from what leaves the wallet. */
export const payoutOf = ({ amount, fee }: Quote): Money => addMoney(amount, fee, -1);

/** The least of two limits in one currency. */
export function lesser(one: string, other: string, currency: string): string {
  return toMinor(one, currency) <= toMinor(other, currency) ? one : other;
}

/** Zero with the decimals of the currency, for figures shown before anything is typed. */
export const zero = (currency: string): Money => ({
  amount: exponentOf(currency) === 0 ? '0' : `0.${'0'.repeat(exponentOf(currency))}`,
  currency,
});
