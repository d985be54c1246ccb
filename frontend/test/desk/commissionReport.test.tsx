import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import ReportPage from '@/desk/features/partners/ReportPage';
import { commission } from '../kit/commissions';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const reported = (changes: Record<string, unknown> = {}) =>
  commission({
    recipient_name: 'Ina Broker',
    server: 'mt5',
    frequency: 'real_time',
    platform_commission: usd('7.00'),
    swap: usd('-1.25'),
    position_id: '900',
    ...changes,
  });

async function rows(items: object[]): Promise<HTMLElement[]> {
  server.use(
    http.get('*/api/desk/commission-report', () => HttpResponse.json({ items, next_cursor: null })),
    http.get('*/api/desk/trading-servers', () => HttpResponse.json({ items: [] })),
  );
  await renderDesk({ '/report': ReportPage }, '/report', ['read_commissions']);
  await screen.findAllByText('Ina Broker');
  return (await screen.findAllByRole('row')).slice(1);
}

describe('the commission report', () => {
  beforeEach(() => {
    const chosen = { swap: true, position: true, opened_at: true, rates: true };
    localStorage.setItem('fairlead.columns.desk.commission-report', JSON.stringify(chosen));
  });

  it('can show what the server says of the trade', async () => {
    const [row] = await rows([reported()]);
    for (const text of ['1.25', '900', '200.00', 'Basic', 'USD a lot']) {
      expect(row).toHaveTextContent(text);
    }
  });

  it('says that it does not show the trade of whoever is outside the reader’s scope', async () => {
    const hidden = { client_id: null, client_name: '', login: null, opened_at: null };
    const gone = { profit: null, swap: null, platform_commission: null, position_id: null };
    const [row] = await rows([reported({ ...hidden, ...gone })]);
    expect(row).not.toHaveTextContent('Lin Wei');
    expect(row?.textContent?.match(/Not shown/g)).toHaveLength(4);
  });

  it('keeps an adjustment apart from what it adjusts', async () => {
    const adjustment = { revision: 1, cause: 'recalculated', amount: usd('-2.00') };
    const found = await rows([reported(), reported(adjustment)]);
    expect(found).toHaveLength(2);
    expect(found[1]).toHaveTextContent('Recalculated');
  });
});
