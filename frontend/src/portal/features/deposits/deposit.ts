/** The deposit form's values, rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { type DepositMethodView, type DepositView, type Place, submitDeposit } from '@/api/portal';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import type { AnswerProblem } from '@/shared/forms/designed/checks';
import { type AnswerValues, startingAnswers, textAnswers } from '@/shared/forms/designed/design';
import { amount } from '@/shared/forms/rules';
import { type Account, takesDeposits } from '../../records/accounts';
import { uploadSteps } from '../../records/documents';
import { depositTerms, type Terms } from '../../records/terms';

export type DepositValues = {
  method_id: string;
  /** In which the client pays. */
  currency: string;
  /** The wallet to credit, by its currency; the same unless the method converts. */
  into: string;
  /** The trading account to pass the money on to; empty leaves it in the wallet. */
  account_id: string;
  amount: string;
  /** The method's own fields; a file field holds the id of the accepted file. */
  fields: AnswerValues;
};

const PROOF_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
const PROOF_BYTES = 10_485_760;

/** The terms of a method in a currency, or its first ones where it does not take that currency. */
export const termsFor = (method: DepositMethodView, currency: string): Terms | undefined => {
  const all = depositTerms(method);
  return all.find((one) => one.currency === currency) ?? all[0];
};

/** Where a deposit of a wallet's currency may go, the wallet first; without a choice there is one. */
export function destinationsOf(
  currency: string,
  accounts: readonly Account[],
  allowed: readonly Place[],
): { wallet: boolean; accounts: Account[] } {
  const fitting = accounts.filter((one) => takesDeposits(one) && one.currency === currency);
  return {
    wallet: allowed.includes('wallet'),
    accounts: allowed.includes('trading_account') ? fitting : [],
  };
}

/** The values that follow from choosing a method: its currency, and its own fields, empty. */
export function withMethod(method: DepositMethodView, currency: string, into: string) {
  const paid = termsFor(method, currency)?.currency ?? currency;
  return {
    method_id: method.id,
    currency: paid,
    into: method.converts && into ? into : paid,
    fields: startingAnswers(method.fields),
  };
}

/** The wallet to credit: where the method does not convert, the one of the currency paid in. */
export const walletOf = (method: DepositMethodView, values: DepositValues): string =>
  method.converts && values.into ? values.into : values.currency;

interface Rules {
  t: TFunction<'common'>;
  say: (problem: AnswerProblem) => string;
  tag: string;
  /** The method and terms as chosen when the form is checked. */
  chosen: () => Chosen | null;
}

export interface Chosen {
  method: DepositMethodView;
  terms: Terms;
  /** The wallet's currency: what the amount is in. */
  wallet: string;
}

export function depositSchema({ t, say, tag, chosen }: Rules) {
  return z.object({
    amount: amount(t, () => {
      const { terms, wallet } = chosen() ?? {};
      // The limits are of the payment: in another currency, the server knows them by the rate.
      if (!terms || wallet !== terms.currency) return { currency: wallet ?? 'USD', tag };
      return { currency: terms.currency, min: terms.min, max: terms.max, tag };
    }),
    fields: answersSchema(() => chosen()?.method.fields ?? [], say),
  });
}

export function send(
  { method, terms, wallet }: Chosen,
  values: DepositValues,
  shown: string | null,
  idempotencyKey: string,
): Promise<DepositView> {
  return submitDeposit({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      method_id: values.method_id,
      amount: values.amount,
      currency: wallet,
      payment_currency: terms.currency,
      shown,
      account_id: values.account_id || null,
      fields: textAnswers(method.fields, values.fields),
    },
  });
}

export const PROOF = {
  accept: PROOF_TYPES,
  maxBytes: PROOF_BYTES,
  steps: uploadSteps('deposit_proof'),
};
