/** The amount in words of both sides: what the client pays, what the wallet, or the account behind it, receives. */
import { useTranslation } from 'react-i18next';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { Why } from '@/shared/ui/Why';
import { useFeeText } from '../../records/MethodCards';
import { OfferFacts } from '../../records/OfferFacts';
import type { Offered } from '../../records/offers';
import { paymentOf, quoteOf, type Terms, zero } from '../../records/terms';
import type { Chosen } from './deposit';
import classes from './deposits.module.css';

export interface DepositQuoteProps {
  text: string;
  chosen: Chosen;
  /** The login of the trading account that the money goes on to; none for the wallet. */
  login: number | undefined;
  /** What the server says where two currencies meet. */
  offered: Offered;
}

export function DepositQuote({ text, chosen, login, offered }: DepositQuoteProps) {
  const { t } = useTranslation('portal-deposits');
  const { terms, wallet } = chosen;
  const receives = login
    ? t('account_receives', { login: `\u2068${login}\u2069` })
    : t('wallet_receives');
  if (wallet === terms.currency) {
    return <OneCurrency text={text} terms={terms} receives={receives} />;
  }
  if (offered.problem) return <FormProblem problem={offered.problem} />;
  if (!offered.offer) return null;
  const ends = { amount: receives, total: t('you_pay') };
  return <OfferFacts offer={offered.offer} ends={ends} fee={t('fee')} />;
}

interface OneCurrencyProps {
  text: string;
  terms: Terms;
  receives: string;
}

function OneCurrency({ text, terms, receives }: OneCurrencyProps) {
  const { t } = useTranslation('portal-deposits');
  const feeText = useFeeText();
  const none = zero(terms.currency);
  const quote = quoteOf(text, terms) ?? { amount: none, fee: none, isCapped: false };
  return (
    <FactList
      tinted
      facts={[
        { label: receives, value: <Amount value={quote.amount} /> },
        {
          label: t('fee'),
          value: (
            <span className={classes.fee}>
              <Amount value={quote.fee} />
              <Why about={t('fee')}>
                <p className={classes.text}>{feeText(terms)}</p>
                <p className={classes.text}>{quote.isCapped ? t('fee_capped') : t('fee_on_top')}</p>
              </Why>
            </span>
          ),
        },
        { label: t('you_pay'), value: <Amount value={paymentOf(quote)} />, strong: true },
      ]}
    />
  );
}
