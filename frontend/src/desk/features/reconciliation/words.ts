/** The words of reconciliation, by the server's codes. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from '@/shared/ui/StatusChip';
import { readable } from '../../records/words';

export type BreakWordGroup =
  | 'action'
  | 'against'
  | 'because'
  | 'ending'
  | 'event'
  | 'kind'
  | 'problem'
  | 'repair_status'
  | 'what';

/** A code that has no word yet is shown readably instead of hidden. */
export function useBreakWords(): (group: BreakWordGroup, code: string) => string {
  const { t, i18n } = useTranslation('desk-reconciliation');
  return useCallback(
    (group, code) => {
      const key = `${group}.${code}`;
      return i18n.exists(key, { ns: 'desk-reconciliation' })
        ? t(key as 'kind.missing')
        : readable(code);
    },
    [t, i18n],
  );
}

export const KINDS = ['missing', 'doubled', 'altered', 'orphan'] as const;

export const REPAIR_TONES: Readonly<Record<string, Tone>> = {
  proposed: 'warn',
  started: 'info',
  asked: 'info',
  done: 'good',
  declined: 'neutral',
  refused: 'bad',
};

export const PATH = '/api/desk/reconciliation';
