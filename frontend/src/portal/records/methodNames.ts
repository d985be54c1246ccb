/** Names of payment methods by their ids, for records that carry the id alone. */
import { useCallback } from 'react';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useDepositMethods, useWithdrawalMethods } from './queries';

export type Flow = 'deposit' | 'withdrawal';

/** The name in the person's language; the id where the broker has removed the method. */
export function useMethodName(): (flow: Flow, id: string) => string {
  const { language } = useLanguage();
  const deposits = useDepositMethods().data?.items;
  const withdrawals = useWithdrawalMethods().data?.items;
  return useCallback(
    (flow, id) => {
      const known: { id: string; name: Record<string, string> }[] | undefined =
        flow === 'deposit' ? deposits : withdrawals;
      return pickText(known?.find((method) => method.id === id)?.name, language) || id;
    },
    [language, deposits, withdrawals],
  );
}
