/** A rate in words, with where it comes from behind the "why". */
import { useTranslation } from 'react-i18next';
import type { QuoteView } from '@/api/portal';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Why } from '@/shared/ui/Why';
import classes from './RateLine.module.css';

export function RateLine({ rate }: { rate: QuoteView }) {
  const { t, i18n } = useTranslation('portal-records');
  const source = `rate.sources.${rate.source}`;
  const named = i18n.exists(source, { ns: 'portal-records' });
  return (
    <span className={classes.line}>
      <bdi dir="ltr">{`1 ${rate.base} = ${rate.rate} ${rate.quote}`}</bdi>
      <Why about={t('rate.label')}>
        <FactList
          facts={[
            {
              label: t('rate.source'),
              value: named ? t(source as 'rate.sources.ecb') : t('rate.sources.own'),
            },
            { label: t('rate.quoted'), value: <bdi>{rate.quoted}</bdi> },
            {
              label: t('rate.markup'),
              value: <bdi dir="ltr">{`${rate.markup_percent} %`}</bdi>,
            },
            { label: t('rate.as_of'), value: <Time at={rate.as_of} /> },
          ]}
        />
      </Why>
    </span>
  );
}
