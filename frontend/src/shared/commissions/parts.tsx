/** What a commission is made of: which components, by which rates. */
import { Fragment, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import classes from './commissions.module.css';
import type { Commission, ListedCommission, Part } from './types';

/** Keeps the direction of a word to itself: digits beside an Arabic one would trade places. */
export const apart = (word: string) => `\u2068${word}\u2069`;

/** By which rates the parts of a commission were computed, in words. */
export function useRateText(): (one: Commission) => string {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  return useCallback(
    (one) => {
      const words = one.parts.flatMap(({ component, rates }) =>
        rates.length
          ? rates.map(({ type, amount, currency }) =>
              t(`rates.${type ?? component}`, {
                rate: apart(formatDecimalText(amount, tag)),
                currency,
              }),
            )
          : [t('not_shown')],
      );
      return [...new Set(words)].join(', ');
    },
    [t, tag],
  );
}

/** The components, each with its part of the amount where there are several. */
export function Components({ of }: { of: ListedCommission }) {
  const { t } = useTranslation('commissions');
  const { parts, rebate } = of;
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={part.component}>
          {at ? ' + ' : null}
          <Component part={part} />
          {parts.length > 1 ? (
            <>
              {' '}
              <Amount value={part.amount} />
            </>
          ) : null}
        </Fragment>
      ))}
      {rebate ? <span className={classes.soft}> · {t(`rebates.${rebate}`)}</span> : null}
    </>
  );
}

function Component({ part: { component, giver_id: giver } }: { part: Part }) {
  const { t } = useTranslation('commissions');
  return (
    <>
      {t(`components.${component}`)}
      {giver ? (
        <span className={classes.soft}> {t('passed_by', { giver: apart(giver) })}</span>
      ) : null}
    </>
  );
}
