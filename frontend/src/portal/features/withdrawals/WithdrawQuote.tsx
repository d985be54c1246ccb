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
  /** The currency of the wallet or account. */
  source: string;
  isAccount: boolean;
  /** What the server says where two currencies meet. */
  offered: Offered;
}

export function WithdrawQuote({ text, terms, source, isAccount, offered }: WithdrawQuoteProps) {
  const { t } = useTranslation('portal-withdrawals');
  const leaves = t(isAccount ? 'leaves_account' : 'leaves_wallet');
  if (source === terms.currency) return <OneCurrency text={text} terms={terms} leaves={leaves} />;
  if (offered.problem) return <FormProblem problem={offered.problem} />;
  if (!offered.offer) return null;
  const ends = { amount: leaves, total: t('you_receive') };
  return <OfferFacts offer={offered.offer} ends={ends} fee={t('fee')} />;
}

function OneCurrency({ text, terms, leaves }: { text: string; terms: Terms; leaves: string }) {
  const { t } = useTranslation('portal-withdrawals');
  const feeText = useFeeText();
  const none = zero(terms.currency);
  const quote = quoteOf(text, terms) ?? { amount: none, fee: none, isCapped: false };
  const payout = payoutOf(quote);
  return (
    <FactList
      tinted
      facts={[
        { label: leaves, value: <Amount value={quote.amount} /> },
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
