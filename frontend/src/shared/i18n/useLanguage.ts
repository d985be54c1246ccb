/** The current language with its direction and `Intl` tag, and the way to change it. */
import { useTranslation } from 'react-i18next';
import { directionOf, INTL_TAGS, isLanguage, type Language } from './languages';

export interface LanguageChoice {
  language: Language;
  direction: 'ltr' | 'rtl';
  /** BCP 47 tag for `Intl` formatters. */
  tag: string;
  change: (language: Language) => Promise<unknown>;
}

export function useLanguage(): LanguageChoice {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  return {
    language,
    direction: directionOf(language),
    tag: INTL_TAGS[language],
    change: (next) => i18n.changeLanguage(next),
  };
}
