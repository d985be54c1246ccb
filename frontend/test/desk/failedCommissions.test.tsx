import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import ClawBacksPage from '@/desk/features/partners/ClawBacksPage';
import FailedPage from '@/desk/features/partners/FailedPage';
import { useNavigation } from '@/desk/shell/useNavigation';
import { commission } from '../kit/commissions';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const LIST = '*/api/desk/commissions';

function Badges() {
  const entries = useNavigation().flatMap((group) => group.entries);
  return (
    <ul>
      {entries.map(({ to, badge, badgeCapped }) =>
        badge ? <li key={to}>{`${to} ${badge}${badgeCapped ? '+' : ''}`}</li> : null,
      )}
    </ul>
  );
}

const counts = (failed: number, capped: boolean, toApprove: number) =>
  http.get(`${LIST}/counts`, () =>
    HttpResponse.json({
      items: [
        { state: 'failed', count: failed, capped },
        { state: 'to_approve', count: toApprove, capped: false },
      ],
    }),
  );

describe('the badges of commissions', () => {
  it('tell how many have failed and how many wait to be taken back', async () => {
    server.use(counts(100, true, 3));
    await renderDesk({ '/': Badges }, '/', ['read_commissions']);
    const shown = await screen.findAllByRole('listitem');
    expect(shown.map((one) => one.textContent)).toEqual(['/commissions 100+', '/claw-backs 3']);
  });

  it('are not asked for by whoever may not read commissions', async () => {
    let asked = 0;
    server.use(
      http.get(`${LIST}/counts`, () => {
        asked += 1;
        return HttpResponse.json({ items: [] });
      }),
    );
    await renderDesk({ '/': Badges }, '/', ['read_clients']);
    await screen.findByRole('list');
    expect(asked).toBe(0);
  });
});

describe('what failed commissions come to', () => {
  const asked: string[] = [];
  const sums = (next: (cursor: string | null) => string | null) =>
    http.get(`${LIST}/sums`, ({ request }) => {
      const search = new URL(request.url).searchParams;
      asked.push(search.get('state') ?? 'failed');
      return HttpResponse.json({
        deals: 2,
        sums: [{ state: 'failed', amount: { amount: '3.75', currency: 'USD' }, count: 2 }],
        next_cursor: next(search.get('cursor')),
      });
    });

  beforeEach(() => {
    asked.length = 0;
    server.use(
      http.get(LIST, () => HttpResponse.json({ items: [], next_cursor: null })),
      counts(0, false, 0),
    );
  });
  const open = (address: string) =>
    renderDesk({ '/commissions': FailedPage }, address, ['read_commissions']);

  it('stands above the list unasked, of the same state', async () => {
    server.use(sums(() => null));
    await open('/commissions?state=recycled');
    expect(await screen.findByText(/^3\.75/)).toBeVisible();
    expect(asked).toEqual(['recycled']);
  });

  it('is offered where the list is long, and then added up to the end', async () => {
    server.use(sums((cursor) => (Number(cursor) < 6 ? String(Number(cursor) + 1) : null)));
    await open('/commissions');
    await userEvent.click(await screen.findByRole('button', { name: 'Add everything up' }));
    expect(await screen.findByText(/^26\.25/)).toBeVisible();
    expect(asked).toHaveLength(5 + 7);
  });
});

describe('the list of failed commissions', () => {
  it('names whose each is, and the deal by its ticket', async () => {
    const failed = { ...commission({ state: 'failed' }), recipient_name: 'Lin Wei' };
    server.use(
      http.get(LIST, () => HttpResponse.json({ items: [failed], next_cursor: null })),
      http.get(`${LIST}/sums`, () => HttpResponse.json({ deals: 0, sums: [], next_cursor: null })),
      counts(1, false, 0),
    );
    await renderDesk({ '/commissions': FailedPage }, '/commissions', ['read_commissions']);
    expect(await screen.findByRole('link', { name: 'Lin Wei' })).toHaveAttribute(
      'href',
      '/clients/20000001',
    );
    expect(screen.getByRole('link', { name: '7002' })).toBeVisible();
  });
});

describe('putting a failed commission away', () => {
  it('is asked about first, and done once', async () => {
    const sent: unknown[] = [];
    const failed = { ...commission({ state: 'failed' }), recipient_name: 'Lin Wei' };
    server.use(
      http.get(LIST, () => HttpResponse.json({ items: [failed], next_cursor: null })),
      http.get(`${LIST}/sums`, () => HttpResponse.json({ deals: 0, sums: [], next_cursor: null })),
      counts(1, false, 0),
      http.post('*/api/desk/clients/20000001/commissions/:deal', async ({ request }) => {
        sent.push(((await request.json()) as { action: string }).action);
        return HttpResponse.json(failed);
      }),
    );
    await renderDesk({ '/commissions': FailedPage }, '/commissions', [
      'read_commissions',
      'retry_commissions',
    ]);
    await userEvent.click(await screen.findByRole('button', { name: 'Put away' }));
    const dialog = await screen.findByRole('dialog', { name: 'Put away' });
    expect(sent).toEqual([]);
    await userEvent.dblClick(within(dialog).getByRole('button', { name: 'Put away' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual(['recycle']);
  });
});

describe('trying all again', () => {
  const list = http.get(LIST, () => HttpResponse.json({ items: [], next_cursor: null }));
  const nothing = http.get(`${LIST}/sums`, () =>
    HttpResponse.json({ deals: 0, sums: [], next_cursor: null }),
  );
  const open = (...can: string[]) =>
    renderDesk({ '/commissions': FailedPage }, '/commissions', ['read_commissions', ...can]);

  it('goes on from part to part and asks for each once', async () => {
    const asked: unknown[] = [];
    server.use(
      list,
      nothing,
      counts(3, false, 0),
      http.post(`${LIST}/retries`, async ({ request }) => {
        const { cursor } = (await request.json()) as { cursor: string | null };
        asked.push(cursor);
        return HttpResponse.json({ tried: 2, next_cursor: cursor === null ? 'on' : null });
      }),
    );
    await open('retry_commissions');
    await userEvent.dblClick(await screen.findByRole('button', { name: 'Try all again' }));
    await waitFor(() => expect(asked).toEqual([null, 'on']));
    expect(await screen.findByRole('button', { name: 'Try all again' })).toBeEnabled();
    expect(asked).toHaveLength(2);
  });

  it('shows what fails once more without being asked', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const failed = { ...commission({ state: 'failed' }), recipient_name: 'Lin Wei' };
    let tried = false;
    let reads = 0;
    server.use(
      http.get(LIST, () => {
        if (tried) reads += 1;
        // Right after the answer it waits to be paid, and is in no list of failed ones.
        const isBack = !tried || reads > 1;
        return HttpResponse.json({ items: isBack ? [failed] : [], next_cursor: null });
      }),
      nothing,
      counts(1, false, 0),
      http.post(`${LIST}/retries`, () => {
        tried = true;
        return HttpResponse.json({ tried: 1, next_cursor: null });
      }),
    );
    await open('retry_commissions');
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    await user.click(await screen.findByRole('button', { name: 'Try all again' }));
    expect(await screen.findByText('Nothing has failed')).toBeVisible();
    vi.advanceTimersByTime(5_000);
    expect(await screen.findByRole('link', { name: 'Lin Wei' })).toBeVisible();
    vi.useRealTimers();
  });

  it('is offered to nobody who may not, nor when nothing has failed', async () => {
    server.use(list, nothing, counts(3, false, 0));
    await open();
    await screen.findByText('Nothing has failed');
    expect(screen.queryByRole('button', { name: 'Try all again' })).toBeNull();
  });
});

describe('the list of claw-backs', () => {
  it('says what of the difference was never paid, so that the rest adds up', async () => {
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    const tooMuch = commission({
      state: 'to_approve',
      revision: 3,
      cause: 'recalculated',
      was: usd('1.50'),
      amount: usd('-1.00'),
      cancelled: usd('0.50'),
      moves: usd('-0.50'),
    });
    server.use(
      http.get(LIST, () =>
        HttpResponse.json({
          items: [{ ...tooMuch, recipient_name: 'Lin Wei' }],
          next_cursor: null,
        }),
      ),
      http.get(`${LIST}/sums`, () => HttpResponse.json({ deals: 0, sums: [], next_cursor: null })),
      counts(0, false, 1),
    );
    await renderDesk({ '/claw-backs': ClawBacksPage }, '/claw-backs', ['read_commissions']);
    const row = (await screen.findByRole('link', { name: 'Lin Wei' })).closest('tr');
    expect(row).toHaveTextContent(/-0\.50/);
    expect(row).toHaveTextContent(/Recalculated; .*0\.50\sUSD.* cancelled before it was paid/);
  });
});
