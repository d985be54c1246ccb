/** The method as a client sees it, in each language. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  directionOf,
  INTL_TAGS,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
} from '@/shared/i18n/languages';
import { pickText } from '@/shared/i18n/localized';
import { formatMoney } from '@/shared/money/format';
import { MethodIcon } from '@/shared/money/MethodIcon';
import { isCode, type Method, type Terms } from './methods';
import classes from './methods.module.css';

export function MethodPreview({ method }: { method: Method }) {
  const { t } = useTranslation('desk-methods');
  const [language, setLanguage] = useState<Language>('en');
  return (
    <section className={classes.preview} aria-label={t('preview')}>
      <div className={classes.previewHead}>
        <h3 className={classes.legend}>{t('preview')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('preview_language')}
          data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
          value={language}
          onChange={(next) => setLanguage(next as Language)}
        />
      </div>
      <div lang={language} dir={directionOf(language)} className={classes.face}>
        <span className={classes.faceHead}>
          <MethodIcon icon={method.icon} />
          <strong>{pickText(method.name, language)}</strong>
        </span>
        {method.currencies
          .filter(({ currency }) => isCode(currency))
          .map((terms) => (
            <TermsLine key={terms.currency} terms={terms} language={language} />
          ))}
        <p className={classes.instructions}>{pickText(method.instructions, language)}</p>
      </div>
    </section>
  );
}

/** In the client's language whatever the desk's is: only numbers, no words. */
function TermsLine({ terms, language }: { terms: Terms; language: Language }) {
  const tag = INTL_TAGS[language];
  const money = (amount: string) => {
    try {
      return formatMoney({ amount, currency: terms.currency }, tag);
    } catch {
      return amount;
    }
  };
  const cap = terms.fee.cap ? ` ≤ ${money(terms.fee.cap)}` : '';
  return (
    <span className={classes.soft}>
      <bdi>{`${money(terms.minimum)} – ${money(terms.maximum)}`}</bdi>
      {' · '}
      <bdi dir="ltr">{`${terms.fee.percent} %${cap}`}</bdi>
    </span>
  );
}
