/** The amount in words of both sides: what leaves the wallet, what reaches the bank. */
import { useTranslation } from 'react-i18next';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Amount } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { FactList } from '@/shared/ui/FactList';
import { Why } from '@/shared/ui/Why';
import { useFeeText } from '../../records/MethodCards';
import { OfferFacts } from '../../records/OfferFacts';
import type { Offered } from '../../records/offers';
import { payoutOf, quoteOf, type Terms, zero } from '../../records/terms';
import classes from './withdrawals.module.css';

export interface WithdrawQuoteProps {
  text: string;
  terms: Terms;
  /** The wallet's currency. */
  wallet: string;
  /** What the server says where two currencies meet. */
  offered: Offered;
}

export function WithdrawQuote({ text, terms, wallet, offered }: WithdrawQuoteProps) {
  const { t } = useTranslation('portal-withdrawals');
  if (wallet === terms.currency) return <OneCurrency text={text} terms={terms} />;
  if (offered.problem) return <FormProblem problem={offered.problem} />;
  if (!offered.offer) return null;
  const ends = { amount: t('leaves_wallet'), total: t('you_receive') };
  return <OfferFacts offer={offered.offer} ends={ends} fee={t('fee')} />;
}

function OneCurrency({ text, terms }: { text: string; terms: Terms }) {
  const { t } = useTranslation('portal-withdrawals');
  const feeText = useFeeText();
  const none = zero(terms.currency);
  const quote = quoteOf(text, terms) ?? { amount: none, fee: none, isCapped: false };
  const payout = payoutOf(quote);
  return (
    <FactList
      tinted
      facts={[
        { label: t('leaves_wallet'), value: <Amount value={quote.amount} /> },
        {
          label: t('fee'),
          value: (
            <span className={classes.fee}>
              <Amount value={quote.fee} />
              <Why about={t('fee')}>
                <p className={classes.text}>{feeText(terms)}</p>
                <p className={classes.text}>
                  {quote.isCapped ? t('fee_capped') : t('fee_taken_off')}
                </p>
              </Why>
            </span>
          ),
        },
        {
          label: t('you_receive'),
          value: <Amount value={signOf(payout) < 0 ? none : payout} />,
          strong: true,
        },
      ]}
    />
  );
}
