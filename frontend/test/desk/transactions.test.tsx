import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import TransactionsPage from '@/desk/features/wallets/TransactionsPage';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const transaction = {
  id: 'dep_1.credit.usd',
  kind: 'deposit',
  amount: usd('100.00'),
  account: '5001',
  account_id: 'tac_1',
  method: null,
  counterparty: null,
  at: '2026-03-02T09:00:00Z',
  entry_id: 'dep_1.credit',
  request_id: 'dep_1',
  available_after: usd('100.00'),
  client: { id: '10000001', name: 'Maya Okafor' },
  owner: null,
  referrer: null,
  other_client: null,
  server: 'mt5',
};

const sum = (kind: string, amount: string, count: number) => ({
  kind,
  currency: 'USD',
  amount: usd(amount),
  count,
});

const PARTS: Record<string, object> = {
  '': {
    movements: 200,
    sums: [sum('deposit', '0.10', 199), sum('withdrawal', '-5.00', 1)],
    next_cursor: 'second',
  },
  second: { movements: 1, sums: [sum('deposit', '0.20', 1)], next_cursor: null },
};

let asked: URLSearchParams[] = [];

beforeEach(() => {
  asked = [];
  server.use(
    http.get('*/api/desk/trading-servers', () =>
      HttpResponse.json({ items: [{ id: 'mt5', name: 'Meridian Live', account_types: [] }] }),
    ),
    http.get('*/api/desk/transactions/sums', ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return HttpResponse.json(PARTS[query.get('cursor') ?? '']);
    }),
    http.get('*/api/desk/transactions', ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: [transaction], next_cursor: null });
    }),
  );
});

describe('all transactions', () => {
  it('name the client and the server and open the entry', async () => {
    await renderDesk({ '/transactions': TransactionsPage }, '/transactions', ['read_transactions']);
    expect(await screen.findByRole('link', { name: 'Maya Okafor' })).toHaveAttribute(
      'href',
      '/clients/10000001',
    );
    expect(screen.getByRole('link', { name: 'Deposit' })).toHaveAttribute(
      'href',
      '/entries/dep_1.credit',
    );
    expect(await screen.findByText('Meridian Live')).toBeVisible();
  });

  it('are asked for as the address says, days as moments', async () => {
    const address = '/transactions?kind=deposit&least=5&from=2026-03-01&to=2026-03-01';
    await renderDesk({ '/transactions': TransactionsPage }, address, ['read_transactions']);
    await screen.findByRole('link', { name: 'Maya Okafor' });
    const [query] = asked;
    expect(query?.get('kind')).toBe('deposit');
    expect(query?.get('least')).toBe('5');
    const [from, to] = ['from', 'to'].map((name) => Date.parse(query?.get(name) ?? ''));
    expect((to ?? 0) - (from ?? 0)).toBe(24 * 60 * 60 * 1000);
  });

  it('are added up part by part by kind and currency, when that is asked for', async () => {
    await renderDesk({ '/transactions': TransactionsPage }, '/transactions?kind=deposit', [
      'read_transactions',
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Add everything up' }));
    expect(await screen.findByText('200 transactions')).toBeVisible();
    expect(screen.getByText(/0\.30/)).toBeVisible();
    expect(screen.getByText('1 transaction')).toBeVisible();
    expect(asked.filter((query) => query.has('cursor')).map((query) => query.get('kind'))).toEqual([
      'deposit',
    ]);
  });
});
