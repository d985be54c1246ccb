import { describe, expect, it } from 'vitest';
import { safeNext } from '@/shared/router/guards';
import { parseSearch, stringifySearch } from '@/shared/router/search';

describe('search texts', () => {
  it('keep numbers as the text that was typed', () => {
    expect(parseSearch('?login=0051234&status=pending')).toEqual({
      login: '0051234',
      status: 'pending',
    });
  });

  it('leave out what is not set', () => {
    expect(stringifySearch({ q: 'anna & co', status: undefined, from: '' })).toBe('?q=anna+%26+co');
    expect(stringifySearch({})).toBe('');
  });
});

describe('where to go after sign-in', () => {
  it('is the page that was asked for, with its filters', () => {
    expect(safeNext('/funds/transactions?kind=deposit')).toEqual({
      to: '/funds/transactions',
      search: { kind: 'deposit' },
    });
  });

  it.each([
    undefined,
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ])('is the dashboard when the address says %s', (next) => {
    expect(safeNext(next)).toEqual({ to: '/', search: {} });
  });
});
