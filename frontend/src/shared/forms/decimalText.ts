/** What a person types as an amount, as a decimal string the API accepts. */

const EASTERN_ZEROS = [0x0660, 0x06f0];

function latinDigit(character: string): string {
  const code = character.charCodeAt(0);
  const zero = EASTERN_ZEROS.find((start) => code >= start && code <= start + 9);
  return zero === undefined ? character : String(code - zero);
}

/**
 * Latin digits and at most one point, with grouping commas and spaces dropped; null when the text
 * is no amount or has more than `decimals` decimals, so that the keystroke can be refused.
 */
export function readDecimal(typed: string, decimals: number): string | null {
  const latin = Array.from(typed, latinDigit)
    .join('')
    .replace(/٫/g, '.')
    .replace(/[\s,٬\u00a0']/g, '');
  if (latin === '') return '';
  const match = /^(\d*)(\.?)(\d*)$/.exec(latin);
  if (!match) return null;
  const [, whole = '', point = '', fraction = ''] = match;
  if (fraction.length > decimals || (point && decimals === 0)) return null;
  const trimmed = whole.replace(/^0+(?=\d)/, '') || '0';
  return trimmed + point + fraction;
}

/** The finished amount: `12.` becomes `12`, empty stays empty. */
export const settleDecimal = (text: string): string => text.replace(/\.$/, '');
