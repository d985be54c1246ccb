/** Where a commission stands, and why it is nothing, not paid, or not all of it. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoneyText } from '@/shared/money/Amount';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import type { Commission } from './types';

const TONES: Readonly<Record<string, Tone>> = {
  waiting: 'info',
  paid: 'good',
  failed: 'bad',
  held: 'warn',
  to_approve: 'warn',
  owed: 'warn',
};

export function CommissionState({ commission }: { commission: Commission }) {
  const { t } = useTranslation('commissions');
  return <Chip tone={TONES[commission.state]}>{t(`states.${commission.state}`)}</Chip>;
}

/** Why it is nothing, or why it is not paid, or not all of it. */
export function useWhy(): (one: Commission) => string {
  const { t } = useTranslation('commissions');
  const text = useMoneyText();
  const cause = useCause();
  return useCallback(
    (one) => {
      if (!one.cancelled) return cause(one);
      const unpaid = t('cancelled_unpaid', { amount: text(one.cancelled) });
      const isWhole = one.state === 'cancelled' && one.revision === 0;
      return [isWhole ? '' : cause(one), unpaid].filter(Boolean).join('; ');
    },
    [t, text, cause],
  );
}

function useCause(): (one: Commission) => string {
  const { t } = useTranslation('commissions');
  return useCallback(
    (one) => {
      if (one.state === 'held' || one.state === 'refused') return t(`review.${one.state}`);
      if (one.failure) return t(`failures.${one.failure}`);
      if (one.set_off) return t('claw.set_off');
      if (one.revision) return t(`causes.${one.cause}`);
      return one.reasons.map((reason) => t(`reasons.${reason}`)).join('; ');
    },
    [t],
  );
}
