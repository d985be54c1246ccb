/** The client's identity: its reads, the form's values and rules, and the calls. */
import * as z from 'zod/mini';
import { type KycFormView, type KycRecordView, type KycView, submitKyc } from '@/api/portal';
import { readOwnKycOptions } from '@/api/portal/@tanstack/react-query.gen';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import type { AnswerProblem } from '@/shared/forms/designed/checks';
import { type AnswerValues, givenAnswers, startingAnswers } from '@/shared/forms/designed/design';
import type { FileSteps } from '@/shared/forms/designed/FieldInput';
import { DOCUMENT_LIMITS } from '@/shared/upload/limits';
import { uploadSteps } from '../../records/documents';

const POLL_MS = 5_000;

/** Polled while somebody else has to act. */
export const ownKyc = () => ({
  ...readOwnKycOptions(),
  refetchInterval: ({ state }: { state: { data?: KycView } }) =>
    state.data?.is_waiting ? POLL_MS : (false as const),
});

export type KycValues = {
  form_id: string;
  answers: AnswerValues;
};

/** What was answered before, but files: those are sent anew. */
export function valuesOf(form: KycFormView, latest: KycRecordView | null): KycValues {
  const known = latest?.form_id === form.id ? latest.answers : {};
  const files = form.form.fields.filter(({ type }) => type === 'file').map(({ key }) => key);
  const kept = Object.entries(known).filter(([key]) => !files.includes(key));
  return { form_id: form.id, answers: startingAnswers(form.form.fields, Object.fromEntries(kept)) };
}

export const kycSchema = (form: () => KycFormView, say: (problem: AnswerProblem) => string) =>
  z.object({ answers: answersSchema(() => form().form.fields, say) });

export const handIn = (form: KycFormView, values: KycValues, idempotencyKey: string) =>
  submitKyc({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: { form_id: form.id, answers: givenAnswers(form.form.fields, values.answers) },
  });

/** Sending a document: permission, then the check of what arrived. */
export const DOCUMENTS: FileSteps = {
  ...DOCUMENT_LIMITS,
  steps: uploadSteps('kyc_document'),
};
