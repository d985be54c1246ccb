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
import { amount } from '@/shared/forms/rules';
import type { UploadSteps } from '@/shared/upload/FileUpload';
import { depositTerms, type Terms } from '../../records/terms';

export type DepositValues = {
  method_id: string;
  currency: string;
  amount: string;
  /** The method's own fields; a file field holds the id of the accepted file. */
  fields: Record<string, string>;
};

export const PROOF_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
export const PROOF_BYTES = 10_485_760;

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
    fields: Object.fromEntries(method.fields.map(({ key }) => [key, ''])),
  };
}

/** A pattern of the server has to match the whole text. */
const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, 'u').test(text);

export function fieldsProblem(
  method: DepositMethodView,
  values: Readonly<Record<string, string>>,
  t: TFunction<'common'>,
): Record<string, string> {
  return Object.fromEntries(
    method.fields.flatMap(({ key, required, pattern }) => {
      const text = (values[key] ?? '').trim();
      if (!text) return required ? [[key, t('validation.required')]] : [];
      return pattern && !matches(pattern, text) ? [[key, t('errors.problem_pattern')]] : [];
    }),
  );
}

interface Rules {
  t: TFunction<'common'>;
  tag: string;
  /** The method and terms as chosen when the form is checked. */
  chosen: () => { method: DepositMethodView; terms: Terms } | null;
}

export function depositSchema({ t, tag, chosen }: Rules) {
  return z.object({
    amount: amount(t, () => {
      const terms = chosen()?.terms;
      return { currency: terms?.currency ?? 'USD', min: terms?.min, max: terms?.max, tag };
    }),
    fields: z.record(z.string(), z.string()).check((context) => {
      const method = chosen()?.method;
      if (!method) return;
      for (const [key, message] of Object.entries(fieldsProblem(method, context.value, t))) {
        context.issues.push({ code: 'custom', message, path: [key], input: context.value });
      }
    }),
  });
}

export function send(values: DepositValues, idempotencyKey: string): Promise<DepositView> {
  const filled = Object.entries(values.fields)
    .map(([key, text]) => [key, text.trim()] as const)
    .filter(([, text]) => text !== '');
  return submitDeposit({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      method_id: values.method_id,
      amount: values.amount,
      currency: values.currency,
      fields: Object.fromEntries(filled),
    },
  });
}

/** Sending a proof: permission, then the check of what arrived. */
export const PROOF_STEPS: UploadSteps = {
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
