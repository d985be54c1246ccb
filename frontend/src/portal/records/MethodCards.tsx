/** Payment methods to choose from, each with its limits and fee in the open. */
import '@mantine/core/styles/RadioCard.layer.css';
import '@mantine/core/styles/RadioIndicator.layer.css';
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { formatDecimalText } from '@/shared/money/format';
import { MethodIcon } from '@/shared/money/MethodIcon';
import classes from './MethodCards.module.css';
import { isFree, type Terms } from './terms';

export interface MethodChoice {
  id: string;
  name: Record<string, string>;
  icon: string;
  terms: Terms[];
}

export interface MethodCardsProps {
  label: string;
  methods: readonly MethodChoice[];
  value: string;
  onChange: (id: string) => void;
  /** Whose limits are shown; a method's first currency where it does not serve this one. */
  currency: string;
  error?: string;
}

export function MethodCards({
  label,
  methods,
  value,
  onChange,
  currency,
  error,
}: MethodCardsProps) {
  const { language } = useLanguage();
  return (
    <Radio.Group label={label} value={value} onChange={onChange} error={error}>
      <div className={classes.cards}>
        {methods.map((method) => {
          const terms = method.terms.find((one) => one.currency === currency) ?? method.terms[0];
          return (
            <Radio.Card key={method.id} value={method.id} className={classes.card}>
              <span className={classes.head}>
                <MethodIcon icon={method.icon} />
                <span className={classes.name}>{pickText(method.name, language)}</span>
                <Radio.Indicator />
              </span>
              {terms ? <TermsLines terms={terms} /> : null}
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}

function TermsLines({ terms }: { terms: Terms }) {
  const { t } = useTranslation('portal-records');
  const moneyText = useMoneyText();
  const feeText = useFeeText();
  const { currency, min, max } = terms;
  return (
    <>
      <span className={classes.line}>
        {t('terms.limits', {
          min: moneyText({ amount: min, currency }),
          max: moneyText({ amount: max, currency }),
        })}
      </span>
      <span className={classes.line}>{feeText(terms)}</span>
    </>
  );
}

/** The fee's rule in words: free, a percentage, a percentage up to so much. */
export function useFeeText(): (terms: Terms) => string {
  const { t } = useTranslation('portal-records');
  const { tag } = useLanguage();
  const moneyText = useMoneyText();
  return (terms) => {
    if (isFree(terms)) return t('terms.free');
    const percent = formatDecimalText(terms.feePercent, tag);
    if (terms.feeCap === null) return t('terms.percent', { percent });
    const cap = moneyText({ amount: terms.feeCap, currency: terms.currency });
    return t('terms.capped', { percent, cap });
  };
}
