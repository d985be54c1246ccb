/** Saved withdrawal details: form values, rules and calls. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { type DetailsView, saveDetails, type WithdrawalMethodView } from '@/api/portal';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import type { AnswerProblem } from '@/shared/forms/designed/checks';
import { type AnswerValues, textAnswers } from '@/shared/forms/designed/design';
import { required } from '@/shared/forms/rules';

/** Under which the requests for entries are kept. */
export const HISTORY_KEY = ['portal', 'withdrawal-details'] as const;

export type DetailsValues = {
  method_id: string;
  label: string;
  fields: AnswerValues;
};

export function detailsSchema(
  t: TFunction<'common'>,
  say: (problem: AnswerProblem) => string,
  method: () => WithdrawalMethodView,
) {
  return z.object({
    label: required(t),
    fields: answersSchema(() => method().fields, say),
  });
}

export function save(
  method: WithdrawalMethodView,
  values: DetailsValues,
  idempotencyKey: string,
): Promise<DetailsView> {
  return saveDetails({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      method_id: values.method_id,
      label: values.label.trim(),
      fields: textAnswers(method.fields, values.fields),
    },
  });
}
