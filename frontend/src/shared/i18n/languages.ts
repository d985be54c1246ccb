/** The languages people can choose, and which way each is written. */
export const LANGUAGES = ['en', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language's name in itself: whoever cannot read the current language finds their own. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  zh: '简体中文',
  ar: 'العربية',
};

/**
 * The tag given to `Intl`. Latin digits everywhere: amounts and logins must be read out to
 * support and typed into a trading terminal as they stand.
 */
export const INTL_TAGS: Record<Language, string> = {
  en: 'en-GB',
  zh: 'zh-CN',
  ar: 'ar-u-nu-latn',
};

const LANGUAGE_KEY = 'fairlead.language';

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr';

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** The language chosen before on this device, else the browser's, else English. */
export function preferredLanguage(): Language {
  const remembered = localStorage.getItem(LANGUAGE_KEY);
  const wishes = [remembered, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
  return wishes.find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE_KEY, language);
}
