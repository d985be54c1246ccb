/**
 * The one place where an amount becomes text. Formatters are cached: making an `Intl` object per
 * table cell doubles the cost of scrolling. Currencies are written as codes, because symbols are
 * ambiguous between dollars and land in odd places from right to left.
 */
import { exponentOf } from './currencies';
import type { Money } from './money';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(tag: string, decimals: number): Intl.NumberFormat {
  const key = `${tag}|${decimals}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(tag, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formatters.set(key, found);
  }
  return found;
}

// Intl accepts decimal strings exactly; its type declaration in older libraries does not say so.
const formatDecimal = (format: Intl.NumberFormat, amount: string) =>
  format.format(amount as Intl.StringNumericLiteral);

/** Digits only, e.g. `12,450.75`: for columns whose currency stands beside or above. */
export function formatAmount(value: Money, tag: string): string {
  return formatDecimal(formatter(tag, exponentOf(value.currency)), value.amount);
}

/** With its currency code, e.g. `12,450.75 USD`, joined by a no-break space. */
export function formatMoney(value: Money, tag: string): string {
  return `${formatAmount(value, tag)}\u00a0${value.currency}`;
}

/** A plain decimal such as a price or a volume, with exactly the decimals it came with. */
export function formatDecimalText(text: string, tag: string): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  return formatDecimal(formatter(tag, Math.min(decimals, 12)), text);
}

const counts = new Map<string, Intl.NumberFormat>();

/** A whole number, e.g. a count of rows. */
export function formatCount(value: number, tag: string): string {
  let found = counts.get(tag);
  if (!found) {
    found = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
    counts.set(tag, found);
  }
  return found.format(value);
}
