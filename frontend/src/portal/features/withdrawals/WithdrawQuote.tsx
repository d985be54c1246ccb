/** The amount in words of both sides: what leaves the wallet, what reaches the bank. */
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { FactList } from '@/shared/ui/FactList';
import { Why } from '@/shared/ui/Why';
import { useFeeText } from '../../records/MethodCards';
import { payoutOf, quoteOf, type Terms, zero } from '../../records/terms';
import classes from './withdrawals.module.css';

export function WithdrawQuote({ text, terms }: { text: string; terms: Terms }) {
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
