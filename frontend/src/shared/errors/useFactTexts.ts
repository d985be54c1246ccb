/** Facts (amounts, times, lists) as texts that a sentence can carry. */
import { useCallback } from 'react';
import type { Facts } from '@/shared/api/ApiError';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatAmount, formatMoney } from '@/shared/money/format';
import type { Money } from '@/shared/money/money';
import { formatDay } from '@/shared/time/format';
import { useTimeText } from '@/shared/time/zone';

function isMoney(value: unknown): value is Money {
  const candidate = value as Money | null;
  return (
    typeof candidate === 'object' &&
    typeof candidate?.amount === 'string' &&
    typeof candidate.currency === 'string'
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Facts that are amounts; their currency stands beside them, so that a sentence can place both. */
const AMOUNTS = new Set([
  'amount',
  'asked',
  'available',
  'fee',
  'free',
  'maximum',
  'minimum',
  'payout',
]);

function currencyOf(name: string, facts: Facts): string | null {
  if (!AMOUNTS.has(name)) return null;
  const currency = facts[`${name}_currency`] ?? facts.currency;
  return typeof currency === 'string' ? currency : null;
}

export function useFactTexts(): (facts: Facts) => Record<string, string | number> {
  const { tag } = useLanguage();
  const timeText = useTimeText();
  return useCallback(
    (facts) => {
      const text = (name: string, value: unknown): string | number => {
        if (isMoney(value)) return formatMoney(value, tag);
        if (Array.isArray(value)) {
          return new Intl.ListFormat(tag).format(value.map((part) => String(text(name, part))));
        }
        if (typeof value === 'number') return value;
        const currency = currencyOf(name, facts);
        if (currency && typeof value === 'string' && DECIMAL.test(value)) {
          return formatAmount({ amount: value, currency }, tag);
        }
        if (typeof value === 'string' && DAY.test(value)) return formatDay(value, tag);
        if (typeof value === 'string' && name.endsWith('_at')) return timeText(value);
        return value === null || value === undefined ? '' : String(value);
      };
      return Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [name, text(name, value)]),
      );
    },
    [tag, timeText],
  );
}
