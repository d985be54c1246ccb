/** The amount in words of both sides: what the client pays, what the wallet receives. */
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
  /** What the server says where two currencies meet. */
  offered: Offered;
}

export function DepositQuote({ text, chosen, offered }: DepositQuoteProps) {
  const { t } = useTranslation('portal-deposits');
  const { terms, wallet } = chosen;
  if (wallet === terms.currency) return <OneCurrency text={text} terms={terms} />;
  if (offered.problem) return <FormProblem problem={offered.problem} />;
  if (!offered.offer) return null;
  const ends = { amount: t('wallet_receives'), total: t('you_pay') };
  return <OfferFacts offer={offered.offer} ends={ends} fee={t('fee')} />;
}

function OneCurrency({ text, terms }: { text: string; terms: Terms }) {
  const { t } = useTranslation('portal-deposits');
  const feeText = useFeeText();
  const none = zero(terms.currency);
  const quote = quoteOf(text, terms) ?? { amount: none, fee: none, isCapped: false };
  return (
    <FactList
      tinted
      facts={[
        { label: t('wallet_receives'), value: <Amount value={quote.amount} /> },
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
