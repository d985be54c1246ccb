import { expect, test } from 'vitest';
import { csvOf } from '@/shared/table/csv';

test('a file begins with its mark and ends each line as the standard says', () => {
  expect(
    csvOf([
      ['Type', 'Amount'],
      ['Deposit', '12.50'],
    ]),
  ).toBe('\ufeffType,Amount\r\nDeposit,12.50\r\n');
});

test('separators, quotation marks and line breaks stay in their cell', () => {
  expect(csvOf([['a,b', 'say "so"', 'one\ntwo']])).toBe('\ufeff"a,b","say ""so""","one\ntwo"\r\n');
});

test('no text becomes a formula, and an amount below zero stays a number', () => {
  expect(csvOf([['=1+1', '+44', '@x', '-12.50', '-x']])).toBe(
    "\ufeff'=1+1,'+44,'@x,-12.50,'-x\r\n",
  );
});
