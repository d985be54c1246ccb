import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EarningsTable } from '@/portal/features/commissions/EarningsTable';
import { commission, ofHiddenProfit } from '../kit/commissions';
import { renderPage } from '../kit/render';
import { server } from '../kit/server';
import { connectPortal } from './kit';

const PATH = '*/api/portal/commissions';
const usd = (amount: string) => ({ amount, currency: 'USD' });

beforeAll(connectPortal);

beforeEach(() => {
  localStorage.clear();
  server.use(
    http.get('*/api/portal/trading-servers', () => HttpResponse.json({ items: [] })),
    http.get(PATH, () =>
      HttpResponse.json({ items: [commission(), ofHiddenProfit()], next_cursor: null }),
    ),
  );
});

async function rows(chosen: readonly string[] = []): Promise<HTMLElement[]> {
  localStorage.setItem(
    'fairlead.columns.portal.commissions',
    JSON.stringify(Object.fromEntries(chosen.map((id) => [id, true]))),
  );
  await renderPage(EarningsTable, '/list', 'en', ['commissions']);
  await screen.findAllByText('1.5 EURUSD');
  return screen.getAllByRole('row').slice(1);
}

describe('the list of commissions', () => {
  it('says of what a commission is made, part by part, and by which rates', async () => {
    const [whole] = await rows();
    expect(whole).toHaveTextContent('Lin Wei 20000009');
    expect(whole).toHaveTextContent(/Basic 7.50\sUSD \+ Same rank 2.25\sUSD/);
    expect(whole).toHaveTextContent(/⁨5⁩ USD a lot, ⁨10⁩ % of downlines’ \(same rank\)/u);
  });

  it('names who passed a rate on, and tells neither a hidden profit nor its rate', async () => {
    const [, hidden] = await rows(['profit']);
    expect(hidden).toHaveTextContent('Flexible passed on by ⁨20000005⁩');
    expect(within(hidden as HTMLElement).getAllByText('Not shown')).toHaveLength(2);
  });

  it('has the other columns for whoever chooses them', async () => {
    const [plain] = await rows();
    expect(plain).not.toHaveTextContent('Meridian-Live');
    document.body.replaceChildren();
    const [chosen] = await rows(['profit', 'server', 'deal', 'login', 'destination']);
    for (const text of ['+200.00', 'Meridian-Live', '7002', '800001', 'Wallet']) {
      expect(chosen).toHaveTextContent(text);
    }
  });

  it('adds every currency up over all states', async () => {
    server.use(
      http.get(`${PATH}/sums`, () =>
        HttpResponse.json({
          deals: 3,
          sums: [
            { state: 'paid', amount: usd('9.75'), count: 1 },
            { state: 'waiting', amount: usd('1.00'), count: 1 },
            { state: 'paid', amount: { amount: '4.00', currency: 'EUR' }, count: 1 },
          ],
          next_cursor: null,
        }),
      ),
    );
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Add everything up' }));
    const together = await screen.findAllByText('All states together');
    expect(together).toHaveLength(1);
    expect(together[0]?.parentElement?.parentElement).toHaveTextContent(
      /10.75\sUSD\s*2 commissions/,
    );
  });
});
