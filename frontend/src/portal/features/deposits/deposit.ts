/** The deposit form's values, rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  checkUpload,
  type DepositMethodView,
  type DepositView,
  startUpload,
  submitDeposit,
} from '@/api/portal';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import type { AnswerProblem } from '@/shared/forms/designed/checks';
import { type AnswerValues, startingAnswers, textAnswers } from '@/shared/forms/designed/design';
import { amount } from '@/shared/forms/rules';
import type { UploadSteps } from '@/shared/upload/FileUpload';
import { depositTerms, type Terms } from '../../records/terms';

export type DepositValues = {
  method_id: string;
  currency: string;
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

/** The values that follow from choosing a method: its currency, and its own fields, empty. */
export function withMethod(method: DepositMethodView, currency: string) {
  return {
    method_id: method.id,
    currency: termsFor(method, currency)?.currency ?? currency,
    fields: startingAnswers(method.fields),
  };
}

interface Rules {
  t: TFunction<'common'>;
  say: (problem: AnswerProblem) => string;
  tag: string;
  /** The method and terms as chosen when the form is checked. */
  chosen: () => { method: DepositMethodView; terms: Terms } | null;
}

export function depositSchema({ t, say, tag, chosen }: Rules) {
  return z.object({
    amount: amount(t, () => {
      const terms = chosen()?.terms;
      return { currency: terms?.currency ?? 'USD', min: terms?.min, max: terms?.max, tag };
    }),
    fields: answersSchema(() => chosen()?.method.fields ?? [], say),
  });
}

export function send(
  fields: DepositMethodView['fields'],
  values: DepositValues,
  idempotencyKey: string,
): Promise<DepositView> {
  return submitDeposit({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      method_id: values.method_id,
      amount: values.amount,
      currency: values.currency,
      fields: textAnswers(fields, values.fields),
    },
  });
}

/** Sending a proof: permission, then the check of what arrived. */
const STEPS: UploadSteps = {
  ticket: (file) =>
    startUpload({
      body: {
        purpose: 'deposit_proof',
        file_name: file.name,
        content_type: file.type,
        size_bytes: file.size,
      },
    }),
  check: (fileId) => checkUpload({ path: { file_id: fileId } }),
};

export const PROOF = { accept: PROOF_TYPES, maxBytes: PROOF_BYTES, steps: STEPS };
