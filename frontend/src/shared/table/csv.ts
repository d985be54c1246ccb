/** Tables as files of comma-separated values (RFC 4180) that no spreadsheet takes for formulas. */

const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;
/** Without it spreadsheets take UTF-8 for something else. */
const BYTE_ORDER_MARK = '\ufeff';
/** Amounts below zero begin like a formula and are none. */
const NUMBER = /^-\d+(\.\d+)?$/;

const guarded = (text: string) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

const cell = (text: string) => {
  const safe = guarded(text);
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
