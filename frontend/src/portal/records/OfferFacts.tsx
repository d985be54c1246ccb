/** Both sides of a conversion with the rate between them, as the server will book them. */
import { useTranslation } from 'react-i18next';
import type { OfferView } from '@/api/portal';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { RateLine } from './RateLine';

export interface OfferFactsProps {
  offer: OfferView;
  /** What the two ends are called. */
  ends: { amount: string; total: string };
  /** Absent where there is none. */
  fee?: string;
}

export function OfferFacts({ offer, ends, fee }: OfferFactsProps) {
  const { t } = useTranslation('portal-records');
  const rate = offer.rate
    ? [{ label: t('rate.label'), value: <RateLine rate={offer.rate} /> }]
    : [];
  return (
    <FactList
      tinted
      facts={[
        { label: ends.amount, value: <Amount value={offer.amount} /> },
        ...rate,
        ...(fee
          ? [
              { label: t('rate.converted'), value: <Amount value={offer.converted} /> },
              { label: fee, value: <Amount value={offer.fee} /> },
            ]
          : []),
        { label: ends.total, value: <Amount value={offer.total} />, strong: true },
      ]}
    />
  );
}
