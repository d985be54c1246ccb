/**
 * Fails when a translation is missing, unused in one language only, lacks a plural form of its
 * language, or mentions other placeholders than English does; then asks i18next-cli whether the
 * code asks for keys that no catalogue has.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const LOCALES = join(ROOT, 'src/locales');
const PLURALS: Record<string, string[]> = {
  en: ['one', 'other'],
  zh: ['other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
};
const PLURAL_SUFFIX = /_(zero|one|two|few|many|other)$/;

type Texts = Map<string, string>;

function flatten(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[prefix + key, value]]
      : flatten(value as object, `${prefix}${key}.`),
  );
}

function read(language: string, file: string): Texts {
  return new Map(
    flatten(JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8')) as object),
  );
}

const baseOf = (key: string) => key.replace(PLURAL_SUFFIX, '');
const isPlural = (key: string, texts: Texts) =>
  PLURAL_SUFFIX.test(key) && texts.has(`${baseOf(key)}_other`);
const placeholders = (text: string) =>
  new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]));

/** Keys of English as another language has to have them. */
function expectedKeys(english: Texts, language: string): Set<string> {
  return new Set(
    [...english.keys()].flatMap((key) =>
      isPlural(key, english)
        ? (PLURALS[language] ?? []).map((form) => `${baseOf(key)}_${form}`)
        : [key],
    ),
  );
}

function compare(file: string, language: string): string[] {
  const english = read('en', file);
  const texts = read(language, file);
  const expected = expectedKeys(english, language);
  const place = `${language}/${file}`;
  const missing = [...expected]
    .filter((key) => !texts.get(key)?.trim())
    .map((key) => `${place}: ${key} is missing`);
  const extra = [...texts.keys()]
    .filter((key) => !expected.has(key))
    .map((key) => `${place}: ${key} is not in English`);
  const strange = [...texts].flatMap(([key, text]) => {
    const original = english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? '';
    const known = placeholders(original);
    const unknown = [...placeholders(text)].filter((name) => !known.has(name));
    // A plural form may say its number in words; any other text must mention every fact.
    const lost = isPlural(key, texts)
      ? []
      : [...known].filter((name) => !placeholders(text).has(name));
    return [...unknown, ...lost].map((name) => `${place}: ${key} disagrees about {{${name}}}`);
  });
  return [...missing, ...extra, ...strange];
}

const files = readdirSync(join(LOCALES, 'en'));
const complaints = ['zh', 'ar'].flatMap((language) => [
  ...readdirSync(join(LOCALES, language))
    .filter((file) => !files.includes(file))
    .map((file) => `${language}/${file} is not in English`),
  ...files.flatMap((file) => compare(file, language)),
]);
complaints.push(...files.flatMap((file) => compare(file, 'en')));
for (const complaint of complaints) console.error(complaint);

const status = spawnSync(join(ROOT, 'node_modules/.bin/i18next-cli'), ['status', 'en'], {
  cwd: ROOT,
  encoding: 'utf8',
});
if (status.status !== 0) {
  const found = (status.stdout + status.stderr).split('\n').filter((line) => !line.includes('✓'));
  console.error(found.join('\n'));
}
if (complaints.length > 0 || status.status !== 0) process.exit(1);
console.log(`${files.length} catalogues complete in en, zh and ar.`);
