/** Saved withdrawal details: form values, rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { type DetailsView, saveDetails, type WithdrawalMethodView } from '@/api/portal';
import { required } from '@/shared/forms/rules';

/** As the server stands; it refuses the next one with its own words too. */
export const MOST_PER_METHOD = 10;

export type DetailsValues = {
  method_id: string;
  label: string;
  fields: Record<string, string>;
};

export const emptyFields = (method: WithdrawalMethodView) =>
  Object.fromEntries(method.fields.map(({ key }) => [key, '']));

/** A pattern of the server has to match the whole text. */
const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, 'u').test(text);

export function detailsSchema(t: TFunction<'common'>, method: () => WithdrawalMethodView) {
  return z.object({
    label: required(t),
    fields: z.record(z.string(), z.string()).check((context) => {
      for (const { key, required: isRequired, pattern } of method().fields) {
        const text = (context.value[key] ?? '').trim();
        const missing = !text && isRequired;
        if (!missing && !(text && pattern && !matches(pattern, text))) continue;
        const message = missing ? t('validation.required') : t('errors.problem_pattern');
        context.issues.push({ code: 'custom', message, path: [key], input: context.value });
      }
    }),
  });
}

export function save(values: DetailsValues, idempotencyKey: string): Promise<DetailsView> {
  const filled = Object.entries(values.fields)
    .map(([key, text]) => [key, text.trim()] as const)
    .filter(([, text]) => text !== '');
  return saveDetails({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      method_id: values.method_id,
      label: values.label.trim(),
      fields: Object.fromEntries(filled),
    },
  });
}
