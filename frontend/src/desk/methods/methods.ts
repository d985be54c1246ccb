/** Payment methods as the settings keep them, and what can be seen to be wrong with one. */
import type { DesignedField } from '@/shared/forms/designed/design';
import type { Localized } from '@/shared/i18n/localized';
import { exponentOf } from '@/shared/money/currencies';
import { newField, problemsOfDesign } from '../designer/design';

export interface Terms {
  currency: string;
  minimum: string;
  maximum: string;
  fee: { percent: string; cap: string | null; rounding: string };
  decimals: number | null;
}

export interface Audience {
  groups: string[];
  clients: string[];
  excluded: string[];
}

/** Through which provider coins are paid, and by which of its own methods. */
export interface Route {
  provider: string;
  method: string;
}

export interface Method {
  id: string;
  kind: string;
  /** Only methods of the kind that have one. */
  provider?: string | null;
  /** Only withdrawal methods have one: null unless they pay in coins. */
  route?: Route | null;
  /** Only withdrawal methods: deposit methods whose money goes back to its source this way. */
  returns_to?: string[];
  name: Localized;
  instructions: Localized;
  icon: string;
  currencies: Terms[];
  fields: DesignedField[];
  audience: Audience;
  converts: boolean;
  enabled: boolean;
}

/** The field that says where coins go: a method that pays in them cannot be without it. */
export const ADDRESS = 'address';
const ROUTE: Route = { provider: 'btcpay', method: 'BTC-CHAIN' };
const ROUTE_METHOD = /^[A-Z0-9]{2,10}-[A-Z]{2,10}$/;

const addressField = (label: Localized): DesignedField => ({
  ...newField(ADDRESS, 'text'),
  label,
  check: 'bitcoin',
});

/** The method as one of another kind, with what that kind cannot be without. */
export function asKind(method: Method, kind: string, addressLabel: Localized): Method {
  if ('provider' in method) {
    return { ...method, kind, provider: kind === 'online' ? method.provider : null };
  }
  if (kind !== 'crypto') return { ...method, kind, route: null };
  const has = method.fields.some(({ key }) => key === ADDRESS);
  const fields = has ? method.fields : [addressField(addressLabel), ...method.fields];
  return { ...method, kind, icon: 'coin', route: method.route ?? ROUTE, fields };
}

export const EVERYBODY: Audience = { groups: [], clients: [], excluded: [] };
export const KNOWN_PROVIDERS = ['stripe', 'btcpay'] as const;
const PROVIDER = /^(stripe|btcpay|psp_[a-z0-9_]{1,30})$/;
const ID = /^[a-z][a-z0-9_]{0,39}$/;
const CODE = /^[A-Z]{3,5}$/;
const NUMBER = /^\d{1,15}(\.\d{1,8})?$/;

/** Looks like a currency; whether there is one of that name the server knows. */
export const isCode = (text: string): boolean => CODE.test(text);

export const newTerms = (currency: string): Terms => ({
  currency,
  minimum: '10',
  maximum: '10000',
  fee: { percent: '0', cap: null, rounding: 'half_up' },
  decimals: null,
});

export function newMethod(kind: string, id: string): Method {
  return {
    id,
    kind,
    name: {},
    instructions: {},
    icon: 'bank',
    currencies: [newTerms('USD')],
    fields: [],
    audience: EVERYBODY,
    converts: false,
    enabled: false,
  };
}

export type TermsProblem = 'currency' | 'twice' | 'number' | 'order' | 'decimals';

/** What is wrong with the terms of one currency. */
export function problemOfTerms(terms: Terms, all: readonly Terms[]): TermsProblem | null {
  if (!isCode(terms.currency)) return 'currency';
  if (all.filter(({ currency }) => currency === terms.currency).length > 1) return 'twice';
  const numbers = [terms.minimum, terms.maximum, terms.fee.percent, terms.fee.cap ?? '0'];
  if (!numbers.every((one) => NUMBER.test(one))) return 'number';
  const finest = exponentOf(terms.currency);
  const amounts = [terms.minimum, terms.maximum, terms.fee.cap ?? '0'];
  if (amounts.some((one) => decimalsOf(one) > finest)) return 'decimals';
  if (terms.decimals !== null && terms.decimals > finest) return 'decimals';
  return Number(terms.minimum) > Number(terms.maximum) ? 'order' : null;
}

const decimalsOf = (text: string): number => text.split('.')[1]?.replace(/0+$/, '').length ?? 0;

export type MethodProblem =
  | 'id'
  | 'id_twice'
  | 'name'
  | 'provider'
  | 'route'
  | 'address'
  | 'currencies'
  | 'fields';

/** What keeps a method from being saved, in the order of the form. */
export function problemsOfMethod(method: Method, all: readonly Method[]): MethodProblem[] {
  const found: MethodProblem[] = [];
  if (!ID.test(method.id)) found.push('id');
  else if (all.filter(({ id }) => id === method.id).length > 1) found.push('id_twice');
  if (!method.name.en?.trim()) found.push('name');
  if (method.kind === 'online' && !PROVIDER.test(method.provider ?? '')) found.push('provider');
  if (method.kind === 'crypto') {
    if (!ROUTE_METHOD.test(method.route?.method ?? '')) found.push('route');
    if (!method.fields.some(({ key, required }) => key === ADDRESS && required)) {
      found.push('address');
    }
  }
  const { currencies } = method;
  if (currencies.length === 0 || currencies.some((one) => problemOfTerms(one, currencies))) {
    found.push('currencies');
  }
  if (problemsOfDesign({ fields: method.fields, groups: [] }).size > 0) found.push('fields');
  return found;
}

export const isBroken = (methods: readonly Method[]): boolean =>
  methods.some((one) => problemsOfMethod(one, methods).length > 0);
