/** The withdrawal form's values, rules and call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  type Place,
  submitWithdrawal,
  type WalletView,
  type WithdrawalMethodView,
  type WithdrawalView,
} from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import { type Account, paysOut } from '../../records/accounts';
import { type Origin, originsOf } from '../../records/origins';
import { lesser, type Terms, withdrawalTerms } from '../../records/terms';

export type WithdrawalValues = {
  /** The id of an `Origin`. */
  source: string;
  /** In which the client is paid; the source's unless the method converts. */
  paid_in: string;
  method_id: string;
  details_id: string;
  amount: string;
};

/** What the broker lets the client withdraw from, wallets first. */
export const withdrawable = (
  wallets: readonly WalletView[],
  accounts: readonly Account[],
  allowed: readonly Place[],
): Origin[] =>
  originsOf(wallets, accounts, allowed, {
    wallet: (flags) => flags.withdrawal,
    account: paysOut,
  });

export const termsFor = (method: WithdrawalMethodView, currency: string): Terms | undefined =>
  withdrawalTerms(method).find((one) => one.currency === currency);

/** Methods that pay from a source of the currency. */
export const methodsFor = (methods: readonly WithdrawalMethodView[], currency: string) =>
  methods.filter((method) => method.converts || termsFor(method, currency) !== undefined);

/** The terms a withdrawal is paid on: in the wanted currency, else in the source's, else any. */
export function payoutTerms(
  method: WithdrawalMethodView | undefined,
  currency: string,
  paid_in: string,
): Terms | undefined {
  if (!method?.converts) return method && termsFor(method, currency);
  return termsFor(method, paid_in) ?? termsFor(method, currency) ?? withdrawalTerms(method)[0];
}

/** The most that can be asked for: the method's limit, or what is available when that is less. */
export function mostOf(terms: Terms, { currency, available }: Origin): string | null {
  if (terms.currency !== currency) return available?.amount ?? null;
  return available ? lesser(terms.max, available.amount, currency) : terms.max;
}

interface Rules {
  t: TFunction<'common'>;
  tag: string;
  /** Limits as they stand when the form is checked. */
  limits: () => { currency: string; min: string | null; max: string | null };
}

export function withdrawalSchema({ t, tag, limits }: Rules) {
  return z.object({
    source: required(t),
    method_id: required(t),
    details_id: required(t),
    amount: amount(t, () => ({ ...limits(), tag })),
  });
}

export const send = (
  values: WithdrawalValues,
  { currency, account }: Origin,
  paidIn: string,
  shown: string | null,
  idempotencyKey: string,
): Promise<WithdrawalView> =>
  submitWithdrawal({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: account
        ? { type: 'account', account_id: account.id, currency }
        : { type: 'wallet', currency },
      amount: values.amount,
      method_id: values.method_id,
      details_id: values.details_id,
      payout_currency: paidIn,
      shown,
    },
  });
