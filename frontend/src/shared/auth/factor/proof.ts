/** Second factors as they travel: what the server asks for, and what is shown to it. */
import type { ApiError } from '@/shared/api/ApiError';

export type Method = 'passkey' | 'totp' | 'recovery_code';

export interface Proof {
  method: Method;
  answer: string;
}

/** What may be shown; `passkey` holds the browser's options where a passkey will do. */
export interface Asked {
  methods: Method[];
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
}

export const FACTOR_HEADER = 'X-Fairlead-Factor';

export const headerOf = ({ method, answer }: Proof): string => `${method} ${answer}`;

const KNOWN: readonly string[] = ['passkey', 'totp', 'recovery_code'] satisfies Method[];

/** What a refusal asks for, or null when it asks for no second factor. */
export function askedBy({ code, facts }: ApiError): Asked | null {
  if (code !== 'factor_required' || !Array.isArray(facts.methods)) return null;
  const methods = facts.methods.filter((one): one is Method => KNOWN.includes(one));
  return { methods, passkey: (facts.passkey ?? null) as Asked['passkey'] };
}

/** Refusals of a proof after which another one may be tried. */
export const isTryAgain = ({ code }: ApiError): boolean =>
  code === 'factor_wrong' || code === 'factor_used' || code === 'passkey_expired';
