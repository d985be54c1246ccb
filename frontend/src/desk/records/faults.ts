/** What is wrong in a row of a file, and what would be right, in words of the person. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facts } from '@/shared/api/ApiError';
import { useFactTexts } from '@/shared/errors/useFactTexts';
import { readable } from './words';

export interface RowFault {
  code: string;
  facts: Facts;
}

export function useFaultWords(): (fault: RowFault) => string {
  const { t, i18n } = useTranslation('desk-words');
  const textsOf = useFactTexts();
  return useCallback(
    ({ code, facts }) => {
      const known = [
        `desk-words:fault.${code}`,
        `common:errors.problem_${code}_${String(facts.check ?? '')}`,
        `common:errors.problem_${code}`,
        `desk-words:errors.${code}`,
        `common:errors.${code}`,
      ].find((key) => i18n.exists(key));
      return known ? t(known as 'errors.amount_zero', textsOf(facts)) : readable(code);
    },
    [t, i18n, textsOf],
  );
}
