/** Words for what is wrong with an answer; the server's codes and the browser's are the same. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFactTexts } from '@/shared/errors/useFactTexts';
import type { AnswerProblem } from './checks';

export function useAnswerWords(): (problem: AnswerProblem) => string {
  const { t, i18n } = useTranslation('common');
  const textsOf = useFactTexts();
  return useCallback(
    ({ code, facts = {} }) => {
      const exact = `errors.problem_${code}_${facts.check ?? ''}`;
      const key = i18n.exists(`common:${exact}`) ? exact : `errors.problem_${code}`;
      return t(key as 'errors.problem_missing', textsOf(facts));
    },
    [t, i18n, textsOf],
  );
}
