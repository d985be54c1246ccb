/**
 * Amounts of money as the API speaks them: decimal strings with a currency, computed as bigint
 * minor units. No number type ever holds an amount here.
 */
import { exponentOf } from './currencies';

export interface Money {
  /** Whole units as a decimal string, e.g. `"-12.50"`. */
  amount: string;
  currency: string;
}

export class AmountError extends Error {
  readonly problem: 'not_a_number' | 'too_precise';
  constructor(problem: 'not_a_number' | 'too_precise') {
    super(problem);
    this.problem = problem;
  }
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Smallest units of a decimal string.
 * @throws AmountError when the text is no plain decimal, or has more decimals than the currency.
 */
export function toMinor(amount: string, currency: string): bigint {
  const match = DECIMAL.exec(amount.trim());
  if (!match) throw new AmountError('not_a_number');
  const [, sign, whole = '0', decimals = ''] = match;
  const exponent = exponentOf(currency);
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > exponent) throw new AmountError('too_precise');
  const minor = BigInt(whole + kept.padEnd(exponent, '0'));
  return sign === '-' ? -minor : minor;
}

/** The decimal string of an amount in smallest units, with all the decimals of its currency. */
export function fromMinor(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

export const money = (minor: bigint, currency: string): Money => ({
  amount: fromMinor(minor, currency),
  currency,
});

/** Minus one, zero or one. */
export function signOf(value: Money): -1 | 0 | 1 {
  const minor = toMinor(value.amount, value.currency);
  if (minor === 0n) return 0;
  return minor < 0n ? -1 : 1;
}

/** Sums per currency, in the order in which the currencies first appear. */
export function sumByCurrency(values: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of values) {
    sums.set(currency, (sums.get(currency) ?? 0n) + toMinor(amount, currency));
  }
  return [...sums].map(([currency, minor]) => money(minor, currency));
}

/**
 * Compares two amounts of one currency: negative, zero or positive like a sort callback.
 * @throws Error when the currencies differ, because such a comparison has no meaning.
 */
export function compareMoney(one: Money, other: Money): number {
  if (one.currency !== other.currency) {
    throw new Error(`Cannot compare ${one.currency} with ${other.currency}`);
  }
  const difference = toMinor(one.amount, one.currency) - toMinor(other.amount, other.currency);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/**
 * A percentage of an amount, rounded half up to the smallest unit and capped: the shape of
 * every fee. `percent` and `cap` are decimal strings; no cap when null.
 */
export function percentOf(value: Money, percent: string, cap: string | null): Money {
  const match = DECIMAL.exec(percent.trim());
  if (!match) throw new AmountError('not_a_number');
  const decimals = match[3] ?? '';
  const scaled = BigInt((match[2] ?? '0') + decimals);
  const divisor = 100n * 10n ** BigInt(decimals.length);
  const raw = (toMinor(value.amount, value.currency) * scaled * 2n + divisor) / (divisor * 2n);
  const limit = cap === null ? null : toMinor(cap, value.currency);
  return money(limit !== null && raw > limit ? limit : raw, value.currency);
}

/** `one` plus `other`, or minus it when `sign` is -1. Currencies must be the same. */
export function addMoney(one: Money, other: Money, sign: 1 | -1 = 1): Money {
  if (one.currency !== other.currency) {
    throw new Error(`Cannot add ${one.currency} and ${other.currency}`);
  }
  const left = toMinor(one.amount, one.currency);
  const right = toMinor(other.amount, other.currency);
  return money(sign === 1 ? left + right : left - right, one.currency);
}
