/**
 * What the browser can tell to be wrong with an answer before the server is asked. The server has
 * the last word, with the same codes.
 */
import { type AnswerValue, type DesignedField, dayOf, type FieldCheck, isEmpty } from './design';

export interface AnswerProblem {
  code: string;
  facts?: Record<string, string | number>;
}

const SHORT_TEXT = 200;
const LONG_TEXT = 2000;
const PATTERNS: Partial<Record<FieldCheck, RegExp>> = {
  letters: /^\p{L}[\p{L}\p{M} .'’·-]*$/u,
  latin: /^[A-Za-z\u00C0-\u024F][A-Za-z\u00C0-\u024F .'’-]*$/u,
  digits: /^[0-9]+$/,
  letters_digits: /^[A-Za-z0-9]+$/,
  email: /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/,
  web_address: /^https?:\/\/[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/,
};
const NUMBER = /^-?\d{1,15}(\.\d{1,8})?$/;

function ofText(text: string, field: DesignedField): AnswerProblem | null {
  const longest = field.max_length ?? (field.type === 'text' ? SHORT_TEXT : LONG_TEXT);
  const length = [...text].length;
  if (length > longest) return { code: 'too_long', facts: { limit: longest } };
  if (field.min_length !== null && length < field.min_length) {
    return { code: 'too_short', facts: { limit: field.min_length } };
  }
  const pattern = PATTERNS[field.check];
  if (pattern && !pattern.test(text)) return { code: 'pattern', facts: { check: field.check } };
  return null;
}

/** Exact decimal texts compared as integers of one scale. */
function isLess(one: string, other: string): boolean {
  const scaled = (text: string) => {
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    const size = BigInt(whole + fraction.padEnd(8, '0').slice(0, 8));
    return text.startsWith('-') ? -size : size;
  };
  return scaled(one) < scaled(other);
}

function ofNumber(text: string, field: DesignedField): AnswerProblem | null {
  if (!NUMBER.test(text)) return { code: 'not_number' };
  const decimals = (text.split('.')[1] ?? '').replace(/0+$/, '').length;
  if (decimals > field.decimals)
    return { code: 'too_precise', facts: { decimals: field.decimals } };
  const { minimum, maximum } = field;
  if (minimum !== null && isLess(text, minimum)) {
    return { code: 'too_small', facts: { limit: minimum } };
  }
  if (maximum !== null && isLess(maximum, text)) {
    return { code: 'too_large', facts: { limit: maximum } };
  }
  return null;
}

function ofDate(text: string, field: DesignedField, today: string): AnswerProblem | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return { code: 'not_date' };
  const earliest = dayOf(field.earliest, today);
  if (earliest && text < earliest) return { code: 'too_early', facts: { limit: earliest } };
  const latest = dayOf(field.latest, today);
  return latest && text > latest ? { code: 'too_late', facts: { limit: latest } } : null;
}

/** What is wrong with the answer to a field, or null. `today` is `YYYY-MM-DD`. */
export function problemOf(
  field: DesignedField,
  answer: AnswerValue | undefined,
  today: string,
): AnswerProblem | null {
  if (isEmpty(answer)) return field.required ? { code: 'missing' } : null;
  if (typeof answer !== 'string') return null;
  const text = answer.trim();
  if (field.type === 'number') return ofNumber(text, field);
  if (field.type === 'date') return ofDate(text, field, today);
  return field.type === 'text' || field.type === 'long_text' ? ofText(text, field) : null;
}
