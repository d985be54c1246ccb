/**
 * Turns an error's code and facts into words of the person. The server sends no sentences; a code
 * without words of its own gets those of its kind, never the raw code.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError, Facts } from '@/shared/api/ApiError';
import { useSession } from '@/shared/auth/context';
import { useFactTexts } from './useFactTexts';

export interface ErrorWords {
  /** One sentence for a whole failed call. */
  ofError: (error: ApiError) => string;
  /** One sentence for the problem of one field. */
  ofField: (problem: string, error: ApiError, facts?: Facts) => string;
}

function kindOf(error: ApiError): string {
  if (error.status === 0) return 'network_unreachable';
  if (error.status === 403) return 'forbidden';
  if (error.status === 404) return 'not_found';
  if (error.status === 409) return 'conflict';
  if (error.status === 429) return 'limited';
  if (error.status >= 500) return 'upstream';
  return error.status >= 400 ? 'invalid' : 'unexpected';
}

/** Rules of passwords that no list below the field can tick off, because the server alone knows. */
const TOLD_APART = ['not_common', 'not_personal'];

/** More exact names of the same problem, where the facts tell one. */
function refinedOf(code: string, facts: Facts): string[] {
  if (code === 'password_weak' && Array.isArray(facts.missing)) {
    return facts.missing.filter((rule) => TOLD_APART.includes(rule)).map((r) => `password_${r}`);
  }
  // Staff hear who has it, if they see them.
  if (typeof facts.client_id === 'string') return [`${code}_by`];
  if (typeof facts.takes === 'string') return [`takes_${facts.takes}`];
  if (code === 'phone_refused') return [`phone_refused_${String(facts.reason)}`];
  const problem = typeof facts.problem === 'string' ? facts.problem : code;
  const check = typeof facts.check === 'string' ? [`problem_${problem}_${facts.check}`] : [];
  return [...check, `problem_${problem}`];
}

export function useErrorWords(): ErrorWords {
  const { t, i18n } = useTranslation('common');
  const { realm } = useSession();
  const textsOf = useFactTexts();
  const say = useCallback(
    (code: string, error: ApiError, facts: Facts = error.facts): string => {
      // Codes that only one application meets have their words in a catalogue of its own.
      const known = [...refinedOf(code, facts), code]
        .flatMap((name) => [`common:errors.${name}`, `${realm}-words:errors.${name}`])
        .find((key) => i18n.exists(key));
      const key = known ?? `common:errors.kind_${kindOf(error)}`;
      return t(key as 'common:errors.missing', textsOf(facts));
    },
    [t, i18n, realm, textsOf],
  );
  return { ofError: (error) => say(error.code, error), ofField: say };
}
