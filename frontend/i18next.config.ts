/** `i18next-cli status` fails when code asks for a key that a catalogue lacks. */
import { defineConfig } from 'i18next-cli';

export default defineConfig({
  locales: ['en', 'zh', 'ar'],
  extract: {
    input: ['src/**/*.{ts,tsx}'],
    ignore: ['src/api/**'],
    output: 'src/locales/{{language}}/{{namespace}}.json',
    defaultNS: 'common',
    keySeparator: '.',
    nsSeparator: ':',
    functions: ['t', '*.t'],
    primaryLanguage: 'en',
    // Chosen by codes of the server; their words are checked by scripts/check-locales.ts.
    preservePatterns: ['errors.*', 'status.*', 'portal-notices:*', 'desk-notices:*'],
    removeUnusedKeys: false,
  },
});
