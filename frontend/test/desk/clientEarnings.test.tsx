import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { EarningsTable } from '@/desk/features/clients/EarningsTable';
import { commission } from '../kit/commissions';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const PATH = '*/api/desk/clients/20000001/commissions';
const Page = () => <EarningsTable clientId="20000001" />;

it('adds up what a broker earned in the days that the list shows, part by part', async () => {
  const asked: string[] = [];
  const part = (amount: string, next: string | null) => ({
    deals: 1,
    sums: [{ state: 'paid', amount: { amount, currency: 'USD' }, count: 1 }],
    next_cursor: next,
  });
  server.use(
    http.get(`${PATH}/months`, () => HttpResponse.json({ items: [] })),
    http.get(PATH, () => HttpResponse.json({ items: [commission()], next_cursor: null })),
    http.get(`${PATH}/sums`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(`${searchParams.get('from')} ${searchParams.get('cursor')}`);
      return HttpResponse.json(
        searchParams.get('cursor') ? part('0.50', null) : part('9.75', 'more'),
      );
    }),
  );
  await renderDesk({ '/client': Page }, '/client?from=2026-03-01', ['read_commissions']);
  expect(await screen.findByText('Lin Wei')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Add everything up' }));
  const counted = await screen.findByText('2 commissions');
  expect(counted.parentElement).toHaveTextContent(/Paid10.25\sUSD/);
  expect(asked).toEqual(['2026-03-01 null', '2026-03-01 more']);
});
