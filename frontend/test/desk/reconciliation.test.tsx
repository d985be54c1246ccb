import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { BreakStoryView, RepairView } from '@/api/desk/types.gen';
import BreakPage from '@/desk/features/reconciliation/BreakPage';
import { refusal, server } from '../kit/server';
import { renderDesk } from './kit';

const PAGES = { '/reconciliation/$breakId': BreakPage };
const PATH = '*/api/desk/reconciliation/breaks/brk_1';
const MAY = ['read_reconciliation', 'propose_repairs', 'approve_repairs'];
const REASON = 'A goodwill that the dealer gave';

/** What a dealer has put on an account, past us. */
const broken = (change: Partial<BreakStoryView> = {}): BreakStoryView => ({
  id: 'brk_1',
  side: 'server:meridian-live',
  side_name: 'Meridian Live',
  key: 'deal:9',
  kind: 'orphan',
  problem: 'by_hand',
  status: 'open',
  ending: null,
  account_id: 'tac_1',
  login: 800001,
  client_id: '10000001',
  client_name: 'Lin Wei',
  difference: { amount: '77.00', currency: 'USD' },
  happened_at: '2026-11-10T10:00:00Z',
  since: '2026-11-10T10:03:00Z',
  seen_at: '2026-11-10T10:03:00Z',
  closed_at: null,
  owner_id: '',
  owner_name: '',
  entry_id: '',
  repair_id: '',
  ours: [],
  theirs: [],
  suggestion: { action: 'book', against: 'suspense', because: 'dealer_changed_it' },
  possible: ['book', 'correct', 'accept'],
  repairs: [],
  is_own_proposal: false,
  events: [],
  ...change,
});

const proposed = (change: Partial<RepairView> = {}): RepairView => ({
  id: 'rep_1',
  action: 'book',
  against: 'suspense',
  amount: { amount: '77.00', currency: 'USD' },
  reason: REASON,
  status: 'proposed',
  proposed_by: 'Maya',
  proposed_at: '2026-11-10T10:05:00Z',
  decided_by: '',
  decided_at: null,
  note: '',
  entry_id: '',
  reference: '',
  refusal: '',
  ...change,
});

interface Sent {
  proposals: { body: unknown; key: string | null }[];
  decisions: unknown[];
}

/** A server that keeps what is proposed, as `mine` or as somebody else's. */
function house(first: BreakStoryView, mine = true): Sent {
  const sent: Sent = { proposals: [], decisions: [] };
  let now = first;
  server.use(
    http.get(PATH, () => HttpResponse.json(now)),
    http.post(`${PATH}/repairs`, async ({ request }) => {
      sent.proposals.push({
        body: await request.json(),
        key: request.headers.get('Idempotency-Key'),
      });
      now = broken({ repairs: [proposed()], is_own_proposal: mine });
      return HttpResponse.json(proposed(), { status: 201 });
    }),
    http.patch(`${PATH}/repairs/rep_1`, async ({ request }) => {
      sent.decisions.push(await request.json());
      const done = proposed({ status: 'done', decided_by: 'Noor', entry_id: 'rep_1.book' });
      now = broken({ status: 'closed', ending: 'repaired', repairs: [done] });
      return HttpResponse.json(done);
    }),
  );
  return sent;
}

const open = (permissions = MAY) => renderDesk(PAGES, '/reconciliation/brk_1', permissions);

async function propose(reason: string): Promise<HTMLElement> {
  await userEvent.click(await screen.findByRole('button', { name: 'Propose a repair' }));
  const dialog = await screen.findByRole('dialog', { name: 'What is to be done?' });
  if (reason) await userEvent.type(within(dialog).getByRole('textbox', { name: /Reason/ }), reason);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Propose a repair' }));
  return dialog;
}

describe('proposing a repair', () => {
  it('is held on the page until somebody else approves it', async () => {
    const sent = house(broken());
    await open();
    await propose(REASON);
    expect(await screen.findByText('Waits for approval')).toBeVisible();
    expect(screen.getByText(REASON)).toBeVisible();
    expect(
      screen.getByText('This is your own proposal: somebody else must approve it.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Propose a repair' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Take back' })).toBeEnabled();
    expect(sent.proposals).toHaveLength(1);
    expect(sent.proposals[0]?.body).toEqual({
      action: 'book',
      against: 'suspense',
      reason: REASON,
    });
    expect(sent.proposals[0]?.key).toBeTruthy();
    expect(sent.decisions).toEqual([]);
  });

  it('needs a reason, and sends nothing without one', async () => {
    const sent = house(broken());
    await open();
    const dialog = await propose('');
    expect(await within(dialog).findByText('This is required.')).toBeVisible();
    expect(sent.proposals).toEqual([]);
  });

  it('says why it was refused and keeps what was written', async () => {
    house(broken());
    server.use(http.post(`${PATH}/repairs`, () => refusal(409, 'repair_under_way')));
    await open();
    const dialog = await propose(REASON);
    expect(await within(dialog).findByRole('alert')).toBeVisible();
    expect(within(dialog).getByRole('textbox', { name: /Reason/ })).toHaveValue(REASON);
  });

  it('is not offered to who may only read', async () => {
    house(broken());
    await open(['read_reconciliation']);
    await screen.findByText('Changed on the server by hand');
    expect(screen.queryByRole('button', { name: 'Propose a repair' })).toBeNull();
  });
});

describe('deciding on a repair', () => {
  it('is offered to another person, who reads what it will do', async () => {
    const sent = house(broken({ repairs: [proposed()] }));
    await open();
    await userEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve this repair?' });
    expect(dialog).toHaveTextContent('Our ledger then says what Meridian Live has.');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Book it in our ledger' }));
    expect(await screen.findByText('Repaired')).toBeVisible();
    await waitFor(() => expect(sent.decisions).toEqual([{ decision: 'approve', note: '' }]));
  });

  it('waits for somebody who may', async () => {
    house(broken({ repairs: [proposed()] }));
    await open(['read_reconciliation', 'propose_repairs']);
    expect(await screen.findByText('Waits for somebody who may approve repairs.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });
});
