/** The sums of each kind of movement over what the list is filtered to, per currency. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import type { FilterValues } from '@/shared/table/types';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import classes from './funds.module.css';
import { loadKinds } from './transactions';

const NAMES = ['kind', 'currency', 'account', 'from', 'to'];

/** The filters of the table, which are in the address. */
function useSetFilters(): FilterValues {
  const [search] = useSearchTexts();
  return Object.fromEntries(
    NAMES.flatMap((name) => (search[name] ? [[name, search[name]] as const] : [])),
  );
}

export function KindTotals() {
  const { t } = useTranslation(['portal-funds', 'portal-records']);
  const filters = useSetFilters();
  const { data } = useQuery({
    queryKey: ['portal', 'transaction-kinds', filters],
    queryFn: ({ signal }) => loadKinds(filters, signal),
    placeholderData: (previous) => previous,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={classes.kinds} aria-label={t('transactions.by_kind')}>
      <FigureRow>
        {data.items.map(({ kind, currency, amount, count }) => (
          <FigureCard
            key={`${kind}-${currency}`}
            label={t(`portal-records:kinds.${kind}`)}
            value={<Amount value={amount} />}
            note={t('transactions.counted', { count })}
          />
        ))}
      </FigureRow>
    </section>
  );
}
