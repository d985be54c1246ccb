/**
 * Turns an error's code and facts into words of the person. The server sends no sentences; a code
 * without words of its own gets those of its kind, never the raw code.
 */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/shared/api/ApiError';
import { useFactTexts } from './useFactTexts';

export interface ErrorWords {
  /** One sentence for a whole failed call. */
  ofError: (error: ApiError) => string;
  /** One sentence for the problem of one field. */
  ofField: (problem: string, error: ApiError) => string;
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

export function useErrorWords(): ErrorWords {
  const { t, i18n } = useTranslation('common');
  const textsOf = useFactTexts();
  const say = useCallback(
    (code: string, error: ApiError): string => {
      const own = `errors.${code}`;
      const key = i18n.exists(own, { ns: 'common' }) ? own : `errors.kind_${kindOf(error)}`;
      return t(key, textsOf(error.facts));
    },
    [t, i18n, textsOf],
  );
  return { ofError: (error) => say(error.code, error), ofField: say };
}
