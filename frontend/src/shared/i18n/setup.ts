/**
 * Starts i18next with catalogues that arrive one namespace at a time.
 *
 * Each application passes the catalogues it may load (`import.meta.glob` is resolved at build
 * time), so the portal's build contains no sentence of the desk.
 */
import i18next, { type BackendModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import {
  isLanguage,
  LANGUAGES,
  type Language,
  preferredLanguage,
  rememberLanguage,
} from './languages';

export type Catalogues = Record<string, () => Promise<unknown>>;

/** Finds `…/locales/<language>/<namespace>.json` among the loaders a build carries. */
function catalogueBackend(catalogues: Catalogues): BackendModule {
  const loaders = new Map(
    Object.entries(catalogues).map(([path, load]) => {
      const [language, file] = path.split('/').slice(-2);
      return [`${language}/${file?.replace(/\.json$/, '')}`, load] as const;
    }),
  );
  return {
    type: 'backend',
    init: () => undefined,
    read(language, namespace, callback) {
      const load = loaders.get(`${language}/${namespace}`);
      if (!load) {
        callback(new Error(`No catalogue ${language}/${namespace}`), false);
        return;
      }
      load().then(
        (module) => callback(null, module as Record<string, unknown>),
        (error: Error) => callback(error, false),
      );
    },
  };
}

/** Resolves when the shared catalogue and those named in `first` are there in the person's language. */
export async function startTranslations(catalogues: Catalogues, first: string[]): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance
    .use(catalogueBackend(catalogues))
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      supportedLngs: [...LANGUAGES],
      ns: ['common', ...first],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  applyToDocument(instance.language as Language);
  instance.on('languageChanged', (language) => {
    if (isLanguage(language)) applyToDocument(language);
  });
  return instance;
}

function applyToDocument(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  rememberLanguage(language);
}
