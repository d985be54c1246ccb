/** By what people say who they are: an e-mail address, a phone number, or a trading account. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { email, required } from '@/shared/forms/rules';
import type { SignInName } from '../Session';

export type SignInMethod = 'email' | 'phone' | 'account';

/** The values of every way's fields; only those of the chosen way are asked for. */
export type NameValues = {
  email: string;
  phone_country: string;
  phone: string;
  server_id: string;
  login: string;
};

export const EMPTY_NAME: NameValues = {
  email: '',
  phone_country: '',
  phone: '',
  server_id: '',
  login: '',
};

/** Server names of fields that the form calls otherwise. */
export const NAME_FIELDS = {
  'phone.number': 'phone',
  'phone.country_code': 'phone_country',
  'account.login': 'login',
  'account.server_id': 'server_id',
};

export function nameSchema(t: TFunction<'common'>, method: SignInMethod) {
  if (method === 'phone') return { phone_country: required(t), phone: required(t) };
  if (method === 'account') {
    const digits = z.string().check(z.trim(), z.regex(/^\d{1,18}$/, t('validation.login')));
    return { server_id: required(t), login: digits };
  }
  return { email: email(t) };
}

/** What the server is told; `diallingOf` gives the dialling code of a country. */
export function nameOf(
  method: SignInMethod,
  values: NameValues,
  diallingOf: (country: string) => string,
): SignInName {
  if (method === 'phone') {
    const number = values.phone.trim();
    return { phone: { country_code: diallingOf(values.phone_country), number } };
  }
  if (method === 'account') {
    return { account: { server_id: values.server_id, login: Number(values.login) } };
  }
  return { email: values.email.trim() };
}
