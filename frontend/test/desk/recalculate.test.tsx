import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReviewedTicketsView, RunView } from '@/api/desk/types.gen';
import { RecalculateDialog } from '@/desk/features/partners/RecalculateDialog';
import RecalculationPage from '@/desk/features/partners/RecalculationPage';
import { readTickets } from '@/desk/features/partners/ticketText';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const MAY = ['recalculate_commissions'];
const SERVERS = [
  { id: 'mt5', name: 'Live', platform: 'mt5', kinds: ['live'], account_types: [] },
  { id: 'ct', name: 'Other', platform: 'ctrader', kinds: ['live'], account_types: [] },
];
const READ: ReviewedTicketsView = {
  columns: ['deal_ticket'],
  ignored: ['note'],
  count: 5,
  faulty: 2,
  doubles: 1,
  tickets: ['7002', '7004', '7006'],
  rows: [
    { line: 2, cells: { deal_ticket: '7002' }, faults: [] },
    { line: 3, cells: { deal_ticket: '7004' }, faults: [] },
    { line: 4, cells: { deal_ticket: '7006' }, faults: [] },
    {
      line: 5,
      cells: { deal_ticket: '7002' },
      faults: [{ column: 'deal_ticket', code: 'row_twice', facts: { line: 2 } }],
    },
    {
      line: 6,
      cells: { deal_ticket: '12a' },
      faults: [
        { column: 'deal_ticket', code: 'ticket_malformed', facts: { ticket: '12a', digits: 15 } },
      ],
    },
  ],
};

const run = (change: Partial<RunView>): RunView => ({
  id: 'run_1',
  kind: 'recalculation',
  state: 'ready',
  server_id: 'mt5',
  since: null,
  until: null,
  tickets: 6,
  as_of: null,
  without_commission: false,
  plan_id: null,
  plan_name: '',
  plan_number: null,
  instead_of: null,
  comment: '',
  staff_name: 'Ann',
  decided_by_name: '',
  created_at: '2026-11-10T10:00:00Z',
  ended_at: '2026-11-10T10:00:05Z',
  percent: 100,
  looked: 6,
  found: 2,
  new: 1,
  skipped: { unchanged: 2, nothing: 0, passed_over: 0, no_trade: 0, unknown: 2 },
  done: 0,
  totals: [],
  ...change,
});

describe('tickets as they are typed', () => {
  it.each([
    ['7002 7004', ['7002', '7004'], 0, []],
    ['deal_ticket\r\n"7002"\r\n7002\n', ['7002'], 1, ['deal_ticket']],
    ['007002;7002,0', ['7002'], 1, ['0']],
    [`${'9'.repeat(15)} ${'9'.repeat(16)}`, ['9'.repeat(15)], 0, ['9'.repeat(16)]],
    ['', [], 0, []],
  ])('of %j are read once each', (text, tickets, doubles, odd) => {
    expect(readTickets(text)).toEqual({ tickets, doubles, odd });
  });
});

describe('ordering a run by tickets', () => {
  const ordered: unknown[] = [];
  const sent: unknown[] = [];
  const user = userEvent.setup();
  const file = (name: string, content: string) => new File([content], name);
  const choose = async (one: File) => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    await user.upload(input as HTMLInputElement, one);
  };

  beforeEach(async () => {
    ordered.length = 0;
    sent.length = 0;
    server.use(
      http.get('*/api/desk/trading-servers', () => HttpResponse.json({ items: SERVERS })),
      http.post('*/api/desk/recalculations', async ({ request }) => {
        ordered.push(await request.json());
        return HttpResponse.json(run({}), { status: 201 });
      }),
      http.post('*/api/desk/ticket-sheets/reviews', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(READ);
      }),
    );
    await renderDesk({ '/': () => <RecalculateDialog onClose={() => {}} /> }, '/', MAY);
    await user.click(await screen.findByRole('radio', { name: 'By tickets' }));
  });

  const tickets = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Tickets' });

  it('says which number the server goes by, and what of a text is left out', async () => {
    expect(tickets()).toHaveAccessibleDescription(/ticket of the deal that closed/);
    await user.type(tickets(), '7002 7002 x1 x2 x3 x4 x5 x6');
    expect(screen.getByText(/1 ticket/)).toHaveTextContent('1 ticket · 1 double is dropped.');
    expect(screen.getByText(/Left out/)).toHaveTextContent('x1 · x2 · x3 · x4 · x5 and 1 more');
  });

  it('shows what a sheet says before anything is ordered, and orders what can be', async () => {
    await choose(file('march.csv', 'deal_ticket\n7002\n'));
    const told = await screen.findByText(/Rows read/);
    expect(told).toHaveTextContent('Rows read: 5 · tickets: 3 · doubles dropped: 1 · wrong: 1');
    expect(told).toHaveTextContent('note');
    expect(sent).toEqual([{ server_id: 'mt5', csv: 'deal_ticket\n7002\n' }]);
    const wrong = within(screen.getByRole('list', { name: 'Rows that are left out' }));
    expect(wrong.getAllByText(/^Line \d+$/).map((one) => one.textContent)).toEqual([
      'Line 5',
      'Line 6',
    ]);
    expect(wrong.getByText(/digits alone, at most 15/)).toBeVisible();
    expect(tickets().value).toBe('7002\n7004\n7006');
    expect(ordered).toEqual([]);
    const look = screen.getByRole('button', { name: 'Look at the differences' });
    await user.dblClick(look);
    await waitFor(() => expect(ordered).toHaveLength(1));
    expect(ordered[0]).toMatchObject({
      server_id: 'mt5',
      tickets: ['7002', '7004', '7006'],
      since: null,
    });
  });

  it('sends a workbook in base 64', async () => {
    await choose(file('march.xlsx', 'PK'));
    await screen.findByText(/Rows read/);
    expect(sent).toEqual([{ server_id: 'mt5', xlsx: btoa('PK') }]);
  });

  it('says why a file cannot be read and keeps what was typed', async () => {
    server.use(
      http.post('*/api/desk/ticket-sheets/reviews', () =>
        HttpResponse.json(
          {
            code: 'sheet_column_missing',
            message: '',
            field: 'csv',
            facts: { column: 'deal_ticket' },
            request_id: 'r',
          },
          { status: 422 },
        ),
      ),
    );
    await user.type(tickets(), '7010');
    await choose(file('odd.csv', 'x\n1\n'));
    expect(await screen.findByRole('alert')).toHaveTextContent('deal_ticket');
    expect(tickets().value).toBe('7010');
  });

  it('forgets a sheet of one server once another is chosen', async () => {
    await choose(file('march.csv', 'deal_ticket\n7002\n'));
    await screen.findByText(/Rows read/);
    await user.click(screen.getByRole('combobox', { name: 'Trading server' }));
    await user.click(await screen.findByRole('option', { name: 'Other', hidden: true }));
    await waitFor(() => expect(screen.queryByText(/Rows read/)).toBeNull());
    expect(tickets().value).toBe('');
    expect(tickets()).toHaveAccessibleDescription(/Deal ID/);
  });
});

describe('a run by tickets', () => {
  const asked: string[] = [];
  const rows = http.get('*/api/desk/recalculations/run_1/rows', ({ request }) => {
    const why = new URL(request.url).searchParams.get('skipped');
    asked.push(why ?? 'differs');
    const deal = {
      deal: `mt5~${why}`,
      deal_id: why === 'unknown' ? '9999' : '7002',
      closed_at: null,
      client_id: '',
      symbol: '',
      lots: '',
      is_new: false,
      skipped: why,
      changes: [],
      applied_at: null,
    };
    return HttpResponse.json({ items: [deal], next_cursor: null });
  });
  const show = async (change: Partial<RunView>) => {
    asked.length = 0;
    server.use(
      http.get('*/api/desk/trading-servers', () => HttpResponse.json({ items: SERVERS })),
      http.get('*/api/desk/recalculations/run_1', () => HttpResponse.json(run(change))),
      http.get('*/api/desk/recalculations/run_1/sums', () =>
        HttpResponse.json({ items: [], next_cursor: null }),
      ),
      http.get('*/api/desk/commission-plans/symbol_group', () =>
        HttpResponse.json({ items: [], next_cursor: null }),
      ),
      rows,
    );
    await renderDesk({ '/recalculations/$runId': RecalculationPage }, '/recalculations/run_1', MAY);
  };

  it('counts what became of each, and says how many were paid before', async () => {
    await show({});
    expect(await screen.findByText(/2 of 6 deals were paid before/)).toBeVisible();
    const counts = screen.getAllByRole('term').map((one) => {
      const value = one.nextElementSibling?.textContent;
      return `${one.textContent}: ${value}`;
    });
    expect(counts).toEqual(
      expect.arrayContaining([
        'Differs: 1',
        'Never settled: 1',
        'Already paid or due, unchanged: 2',
        'Not found: 2',
      ]),
    );
  });

  it('lists those that were not found when nothing differs, by the reason that is chosen', async () => {
    await show({ found: 0, new: 0 });
    const user = userEvent.setup();
    expect(await screen.findByRole('tab', { name: 'Left as they are (4)' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await user.click(await screen.findByRole('combobox', { name: 'Why' }));
    await user.click(await screen.findByRole('option', { name: 'Not found (2)', hidden: true }));
    expect((await screen.findAllByText('9999')).length).toBeGreaterThan(0);
    expect(screen.queryByRole('link', { name: '9999' })).toBeNull();
    expect(asked).toEqual(['unchanged', 'unknown']);
  });

  it('calls the server by its name', async () => {
    await show({});
    expect(await screen.findByText('Live')).toBeVisible();
    expect(screen.queryByText('mt5')).toBeNull();
  });

  it('has no list of what was skipped where days were asked for', async () => {
    await show({ tickets: 0, since: '2026-11-01T00:00:00Z', until: '2026-11-02T00:00:00Z' });
    await screen.findByRole('tab', { name: 'Deal by deal' });
    expect(screen.queryByRole('tab', { name: /Left as they are/ })).toBeNull();
  });
});
