/** The withdrawal form's values, rules and call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  submitWithdrawal,
  type WalletView,
  type WithdrawalMethodView,
  type WithdrawalView,
} from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import { lesser, type Terms, withdrawalTerms } from '../../records/terms';

export type WithdrawalValues = {
  currency: string;
  /** In which the client is paid; the wallet's unless the method converts. */
  paid_in: string;
  method_id: string;
  details_id: string;
  amount: string;
};

/** Wallets that the broker lets the client withdraw from. */
export const sources = (wallets: readonly WalletView[]): WalletView[] =>
  wallets.filter(({ flags }) => flags.withdrawal);

export const termsFor = (method: WithdrawalMethodView, currency: string): Terms | undefined =>
  withdrawalTerms(method).find((one) => one.currency === currency);

/** Methods that pay from a wallet of the currency. */
export const methodsFor = (methods: readonly WithdrawalMethodView[], currency: string) =>
  methods.filter((method) => method.converts || termsFor(method, currency) !== undefined);

/** The terms a withdrawal is paid on: in the wanted currency, else in the wallet's, else any. */
export function payoutTerms(
  method: WithdrawalMethodView | undefined,
  { currency, paid_in }: WithdrawalValues,
): Terms | undefined {
  if (!method?.converts) return method && termsFor(method, currency);
  return termsFor(method, paid_in) ?? termsFor(method, currency) ?? withdrawalTerms(method)[0];
}

/** The most that can be asked for: the method's limit, or what is available when that is less. */
export const mostOf = (terms: Terms, wallet: WalletView): string =>
  terms.currency === wallet.currency
    ? lesser(terms.max, wallet.available.amount, terms.currency)
    : wallet.available.amount;

interface Rules {
  t: TFunction<'common'>;
  tag: string;
  /** Limits as they stand when the form is checked. */
  limits: () => { currency: string; min: string | null; max: string | null };
}

export function withdrawalSchema({ t, tag, limits }: Rules) {
  return z.object({
    currency: required(t),
    method_id: required(t),
    details_id: required(t),
    amount: amount(t, () => ({ ...limits(), tag })),
  });
}

export const send = (
  values: WithdrawalValues,
  paidIn: string,
  shown: string | null,
  idempotencyKey: string,
): Promise<WithdrawalView> =>
  submitWithdrawal({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: { type: 'wallet', currency: values.currency },
      amount: values.amount,
      method_id: values.method_id,
      details_id: values.details_id,
      payout_currency: paidIn,
      shown,
    },
  });
