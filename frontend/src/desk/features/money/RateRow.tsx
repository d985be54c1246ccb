/** One pair: its rate with the arithmetic behind it, or why there is none. */
import { useTranslation } from 'react-i18next';
import type { QuoteView, RateRowView } from '@/api/desk/types.gen';
import { ApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Chip } from '@/shared/ui/StatusChip';
import { Why } from '@/shared/ui/Why';
import classes from './money.module.css';
import { ageOf, useSourceName } from './rates';

export function RateRow({ row }: { row: RateRowView }) {
  const pair = <bdi dir="ltr" className={classes.pair}>{`${row.base} → ${row.quote}`}</bdi>;
  if (row.rate) {
    return (
      <tr>
        <td>{pair}</td>
        <Rate rate={row.rate} />
      </tr>
    );
  }
  return (
    <tr>
      <td>{pair}</td>
      <td colSpan={3}>
        <Refusal refusal={row.refusal} />
      </td>
    </tr>
  );
}

function Rate({ rate }: { rate: QuoteView }) {
  const { t } = useTranslation('desk-money');
  const { tag } = useLanguage();
  const nameOf = useSourceName();
  const facts = [
    { label: t('rates.source'), value: nameOf(rate.source) },
    { label: t('rates.quoted'), value: <bdi>{rate.quoted}</bdi> },
    { label: t('rates.markup'), value: <bdi dir="ltr">{`${rate.markup_percent} %`}</bdi> },
    { label: t('rates.rate'), value: <bdi>{rate.rate}</bdi>, strong: true },
    { label: t('rates.as_of'), value: <Time at={rate.as_of} style="second" /> },
  ];
  return (
    <>
      <td className={classes.end}>
        <span className={classes.figure}>
          <bdi>{rate.rate}</bdi>
          <Why about={`${rate.base} → ${rate.quote}`}>
            <FactList facts={facts} />
          </Why>
        </span>
      </td>
      <td>{nameOf(rate.source)}</td>
      <td>{rate.source === 'manual' ? t('rates.never_old') : ageOf(rate.as_of, rate.at, tag)}</td>
    </>
  );
}

function Refusal({ refusal }: { refusal: RateRowView['refusal'] }) {
  const words = useErrorWords();
  if (!refusal) return null;
  const { code, facts } = refusal;
  const error = new ApiError(409, { code, facts, message: code, field: null, request_id: null });
  return (
    <span className={classes.refusal}>
      <Chip tone={refusal.code === 'rate_stale' ? 'warn' : 'bad'}>!</Chip>
      {words.ofError(error)}
    </span>
  );
}
