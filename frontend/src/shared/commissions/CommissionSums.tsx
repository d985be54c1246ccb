/** What all commissions of a list come to by state and currency, added up part by part. */
import { useTranslation } from 'react-i18next';
import { type SumPart, SumsInParts } from '@/shared/money/SumsInParts';
import type { SumsPart } from './types';

interface CommissionSumsProps {
  /** What the list is filtered to: other filters are other sums. */
  queryKey: readonly unknown[];
  load: (cursor: string | null, signal: AbortSignal) => Promise<SumsPart>;
  /** A short list is added up unasked. */
  atOnce?: boolean;
}

const asPart = ({ deals, sums, next_cursor }: SumsPart): SumPart => ({
  read: deals,
  lines: sums.map(({ state, amount, count }) => ({ kind: state, amount, count })),
  next_cursor,
});

export function CommissionSums({ queryKey, load, atOnce = false }: CommissionSumsProps) {
  const { t } = useTranslation('commissions');
  return (
    <SumsInParts
      queryKey={queryKey}
      atOnce={atOnce}
      load={async (cursor, signal) => asPart(await load(cursor, signal))}
      words={{
        ask: t('sums.ask'),
        title: t('sums.title'),
        nothing: t('sums.nothing'),
        progress: (count, shown) => t('sums.progress', { count, shown }),
        kind: (state) => t(`states.${state}` as 'states.paid'),
        counted: (count) => t('counted', { count }),
        together: t('sums.together'),
      }}
    />
  );
}
