/** Texts the broker maintains in several languages (method names, instructions, labels). */
import type { Language } from './languages';

export type Localized = Partial<Record<Language, string>>;

/** The text in the person's language, else in English, else in whichever language exists. */
export function pickText(text: Localized | string | null | undefined, language: Language): string {
  if (!text) return '';
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? '';
}
