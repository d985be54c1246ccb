/** What was paid of the deals of the last months, a card for each currency. */
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { useMonthName } from '@/shared/time/useMonthName';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import type { Month } from './types';

const SHOWN = 4;

export function MonthCards({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation('commissions');
  const named = useMonthName();
  if (months.length === 0) return null;
  return (
    <FigureRow>
      {months.slice(0, SHOWN).map(({ month, amount, commissions }) => (
        <FigureCard
          key={`${month} ${amount.currency}`}
          label={t('paid_of', { month: named(month) })}
          value={<Amount value={amount} />}
          note={t('counted', { count: commissions })}
        />
      ))}
    </FigureRow>
  );
}
