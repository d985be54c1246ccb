import { fireEvent, screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { BreakStoryView } from '@/api/desk/types.gen';
import BreakPage from '@/desk/features/reconciliation/BreakPage';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const AT = '2026-03-02T09:00:00.000Z';
const DOLLARS = { amount: '77.00', currency: 'USD' };

const BROKEN: BreakStoryView = {
  id: 'brk_1',
  side: 'server:live',
  side_name: 'Meridian-Live',
  key: 'deal.7',
  kind: 'orphan',
  problem: 'by_hand',
  difference: DOLLARS,
  status: 'open',
  ending: null,
  happened_at: AT,
  since: AT,
  seen_at: AT,
  closed_at: null,
  account_id: 'tac_1',
  login: 800001,
  client_id: '10000001',
  client_name: 'Lin Wei',
  owner_id: '',
  owner_name: '',
  repair_id: '',
  entry_id: '',
  ours: [],
  theirs: [
    {
      reference: '7',
      what: 'balance',
      at: AT,
      amount: DOLLARS,
      login: 800001,
      comment: 'by hand',
      names: '',
    },
  ],
  suggestion: { action: 'book', because: 'dealer_changed_it', against: 'suspense' },
  possible: ['book', 'correct', 'accept'],
  is_own_proposal: false,
  repairs: [],
  events: [{ at: AT, what: 'found', by: '', facts: {} }],
};

const PROPOSED: BreakStoryView = {
  ...BROKEN,
  repair_id: 'rep_1',
  repairs: [
    {
      id: 'rep_1',
      action: 'book',
      against: 'suspense',
      amount: DOLLARS,
      status: 'proposed',
      reason: 'A goodwill',
      note: '',
      proposed_by: 'Mara',
      proposed_at: AT,
      decided_by: '',
      decided_at: null,
      entry_id: '',
      reference: '',
      refusal: '',
    },
  ],
};

const show = async (broken: BreakStoryView, permissions: string[]) => {
  server.use(http.get('*/api/desk/reconciliation/breaks/brk_1', () => HttpResponse.json(broken)));
  await renderDesk({ '/reconciliation/$breakId': BreakPage }, '/reconciliation/brk_1', [
    'read_reconciliation',
    ...permissions,
  ]);
  await screen.findByRole('heading', { level: 1 });
};

describe('a break', () => {
  it('shows both sides and sends the suggestion as a proposal, under one key', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post('*/api/desk/reconciliation/breaks/brk_1/repairs', async ({ request }) => {
        sent.push([await request.json(), request.headers.get('Idempotency-Key') !== null]);
        return HttpResponse.json(PROPOSED.repairs[0], { status: 201 });
      }),
    );
    await show(BROKEN, ['propose_repairs']);
    expect(screen.getByText('Nothing is booked')).toBeTruthy();
    expect(screen.getByText('by hand')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Propose a repair' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'A goodwill' },
    });
    fireEvent.click(dialog.getByRole('button', { name: 'Propose a repair' }));
    await screen.findByText('Proposed: somebody else must approve it.');
    expect(sent).toEqual([[{ action: 'book', against: 'suspense', reason: 'A goodwill' }, true]]);
  });

  it('offers approval to whoever may and has not proposed it', async () => {
    await show(PROPOSED, ['propose_repairs', 'approve_repairs']);
    expect(screen.getByRole('button', { name: 'Approve' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Propose a repair' })).toBeNull();
  });

  it('does not offer approval of one’s own proposal', async () => {
    await show({ ...PROPOSED, is_own_proposal: true }, ['approve_repairs']);
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Take back' })).toBeTruthy();
  });

  it('does not offer approval to whoever may not', async () => {
    await show(PROPOSED, []);
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(screen.getByText('Waits for somebody who may approve repairs.')).toBeTruthy();
  });
});
