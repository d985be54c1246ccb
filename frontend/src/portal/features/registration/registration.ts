/** The registration form's values, rules and call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { type RegistrationView, registerClient } from '@/api/portal';
import type { PasswordRules } from '@/shared/brand/brand';
import { diallingOf } from '@/shared/forms/countries';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import type { AnswerProblem } from '@/shared/forms/designed/checks';
import {
  type AnswerValues,
  type DesignedField,
  type FormDesign,
  givenAnswers,
} from '@/shared/forms/designed/design';
import { code, email, required, strongPassword } from '@/shared/forms/rules';
import type { Language } from '@/shared/i18n/languages';
import { publicClient } from '../../publicClient';
import { type Agreement, acceptances } from '../../records/Agreements';

export type Kind = 'trader' | 'ib';

/** What the broker asks of newcomers of one kind beside the fixed fields. */
export interface Asked {
  agreements: readonly Agreement[];
  form: FormDesign;
}

export type RegistrationValues = {
  kind: Kind;
  name: string;
  nationality: string;
  /** Whose dialling code stands before the number: an ISO country code. */
  phone_country: string;
  phone: string;
  /** That the number was proven; empty until then, and where numbers are not proven. */
  phone_proof: string;
  email: string;
  email_code: string;
  password: string;
  referral_code: string;
  language: Language;
  /** Accepted documents. */
  consents: string[];
  /** Answers to the broker's own questions, which depend on the kind. */
  answers: AnswerValues;
};

/** The part of the form that proves an address. */
export type EmailValues = Pick<RegistrationValues, 'email' | 'email_code' | 'language'>;

/** The first step of a registration in steps. */
export type DetailValues = Omit<
  RegistrationValues,
  'kind' | 'email' | 'email_code' | 'password' | 'consents'
>;

/** The part of a form that says who somebody is. */
export type PersonValues = Pick<RegistrationValues, 'name' | 'nationality' | 'phone_country'>;

/** The parts of a form that take a phone number and prove it, and that take a referral code. */
export type PhoneValues = Pick<
  RegistrationValues,
  'phone_country' | 'phone' | 'phone_proof' | 'language'
>;
export type ReferralValues = Pick<RegistrationValues, 'referral_code'>;

/** The server's names of fields that the form calls otherwise. */
export const FIELD_NAMES = {
  'phone.number': 'phone',
  'phone.country_code': 'phone_country',
  code: 'email_code',
  agreements: 'consents',
};

/** What depends on the broker and on the kind that is chosen when the form is checked. */
interface Questions {
  say: (problem: AnswerProblem) => string;
  /** The words for a number that is not proven; null where none has to be. */
  unproven: string | null;
  asked: () => Asked;
}

export function registrationSchema(
  t: TFunction<'common'>,
  rules: PasswordRules,
  { say, unproven, asked }: Questions,
) {
  const isComplete = (accepted: string[]) =>
    asked().agreements.every(({ document }) => accepted.includes(document));
  return z.object({
    name: required(t),
    nationality: required(t),
    phone_country: required(t),
    phone: required(t),
    phone_proof: z.string().check(z.refine((proof) => !unproven || proof !== '', unproven ?? '')),
    email: email(t),
    email_code: code(t),
    password: strongPassword(t, rules),
    consents: z.array(z.string()).check(z.refine(isComplete, t('validation.accept'))),
    answers: answersSchema(() => asked().form.fields, say),
  });
}

export const detailsSchema = (
  t: TFunction<'common'>,
  fields: readonly DesignedField[],
  say: (problem: AnswerProblem) => string,
) =>
  z.object({
    name: required(t),
    nationality: required(t),
    phone_country: required(t),
    phone: required(t),
    answers: answersSchema(() => fields, say),
  });

export const phoneIn = ({
  phone_country,
  phone,
}: Pick<PhoneValues, 'phone_country' | 'phone'>) => ({
  country_code: diallingOf(phone_country),
  number: phone.trim(),
});

export function register(
  values: RegistrationValues,
  { agreements, form }: Asked,
  source: string | undefined,
  idempotencyKey: string,
): Promise<RegistrationView> {
  return registerClient({
    client: publicClient,
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      kind: values.kind,
      name: values.name.trim(),
      nationality: values.nationality,
      phone: phoneIn(values),
      phone_proof: values.phone_proof,
      email: values.email.trim(),
      email_code: values.email_code.trim(),
      password: values.password,
      referral_code: values.referral_code.trim() || null,
      language: values.language,
      consents: acceptances(agreements, values.consents),
      answers: givenAnswers(form.fields, values.answers),
      source: source?.slice(0, 80) ?? '',
    },
  });
}
