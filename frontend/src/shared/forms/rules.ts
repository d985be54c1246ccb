/** The checks that many forms share, with words from the common catalogue. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { PasswordRules } from '@/shared/brand/brand';
import { formatMoney } from '@/shared/money/format';
import { AmountError, toMinor } from '@/shared/money/money';

type Words = TFunction<'common'>;

export const required = (t: Words) =>
  z.string().check(z.trim(), z.minLength(1, t('validation.required')));

export const email = (t: Words) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, t('validation.required')), z.email(t('validation.email')));

export const code = (t: Words) =>
  z.string().check(z.trim(), z.regex(/^\d{6}$/, t('validation.code')));

export const accepted = (t: Words) =>
  z.boolean().check(z.refine((value) => value, t('validation.accept')));

export interface AmountLimits {
  currency: string;
  /** Decimal strings; no limit when absent. */
  min?: string | null;
  max?: string | null;
  /** BCP 47 tag for the limits named in the message. */
  tag: string;
}

/** The problem of an amount as a sentence, or null. Zero is never an amount to send. */
export function amountProblem(text: string, limits: AmountLimits, t: Words): string | null {
  const { currency, min, max, tag } = limits;
  const named = (amount: string) => ({ amount: formatMoney({ amount, currency }, tag) });
  if (text.trim() === '') return t('validation.required');
  try {
    const minor = toMinor(text, currency);
    if (minor <= 0n) return t('validation.amount_positive');
    if (min && minor < toMinor(min, currency)) return t('validation.amount_min', named(min));
    if (max && minor > toMinor(max, currency)) return t('validation.amount_max', named(max));
    return null;
  } catch (problem) {
    if (problem instanceof AmountError) return t('validation.amount');
    throw problem;
  }
}

/** An amount as a schema. Limits are read when checking: they may depend on other fields. */
export const amount = (t: Words, limits: () => AmountLimits) =>
  z.string().check((context) => {
    const problem = amountProblem(context.value, limits(), t);
    if (problem) context.issues.push({ code: 'custom', message: problem, input: context.value });
  });

export type PasswordRule = keyof PasswordRules;

const HAS: Record<Exclude<PasswordRule, 'min_length'>, RegExp> = {
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{Nd}\s]/u,
};

/** The broker's rules that a password does not meet yet. */
export function missingRules(password: string, rules: PasswordRules): PasswordRule[] {
  const missing: PasswordRule[] = password.length < rules.min_length ? ['min_length'] : [];
  for (const name of ['upper', 'lower', 'digit', 'symbol'] as const) {
    if (rules[name] && !HAS[name].test(password)) missing.push(name);
  }
  return missing;
}

export const strongPassword = (t: Words, rules: PasswordRules) =>
  z
    .string()
    .check(z.refine((value) => missingRules(value, rules).length === 0, t('validation.password')));

/** A password that may be left out. */
export const optionalPassword = (t: Words, rules: PasswordRules) =>
  z
    .string()
    .check(
      z.refine(
        (value) => value === '' || missingRules(value, rules).length === 0,
        t('validation.password'),
      ),
    );
