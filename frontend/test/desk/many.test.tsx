import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import ApprovalsPage from '@/desk/features/approvals/ApprovalsPage';
import type { ReviewedDecision } from '@/desk/records/types';
import { refusal, server } from '../kit/server';
import { deposit, renderDesk } from './kit';

const PAGES = { '/approvals': ApprovalsPage };
const MAY = ['read_requests', 'decide_deposits', 'decide_many_requests'];

const reviewed = (id: string, code: string | null = null): ReviewedDecision => ({
  id,
  type: 'deposit',
  client_id: '10000001',
  client_name: `Client of ${id}`,
  amount: { amount: '250.00', currency: 'USD' },
  node: 1,
  nodes: 1,
  round: 2,
  code,
});

interface Sent {
  reviews: unknown[];
  orders: { body: unknown; key: string | null }[];
}

/** A queue of two deposits; the second cannot be decided any more when it is reviewed. */
function queue(): Sent {
  const sent: Sent = { reviews: [], orders: [] };
  server.use(
    http.get('*/api/desk/requests', () =>
      HttpResponse.json({ items: [deposit('dep_1'), deposit('dep_2')], next_cursor: null }),
    ),
    http.get('*/api/desk/requests/counts', () => HttpResponse.json({ items: [], capped: false })),
    http.post('*/api/desk/request-jobs/reviews', async ({ request }) => {
      sent.reviews.push(await request.json());
      return HttpResponse.json({
        items: [reviewed('dep_1'), reviewed('dep_2', 'own_request')],
        tallies: [{ type: 'deposit', count: 1, sums: [{ amount: '250.00', currency: 'USD' }] }],
        more: false,
        reject_reasons: [{ id: 'proof', text: { en: 'The proof is missing.' } }],
      });
    }),
    http.post('*/api/desk/request-jobs', async ({ request }) => {
      sent.orders.push({
        body: await request.json(),
        key: request.headers.get('Idempotency-Key'),
      });
      return HttpResponse.json(
        { id: 'job_1', kind: 'requests_approved', rows: 1 },
        { status: 202 },
      );
    }),
  );
  return sent;
}

const open = (permissions = MAY) => renderDesk(PAGES, '/approvals', permissions);
const box = (id: string) =>
  screen.findByRole('checkbox', { name: `Tick: Deposit, Client of ${id}` });

async function ask(entry: string): Promise<HTMLElement> {
  await userEvent.click(await screen.findByRole('button', { name: /Decide many|ticked/ }));
  // Without a layout the menu takes its button for scrolled out of sight.
  fireEvent.click(await screen.findByRole('menuitem', { name: entry, hidden: true }));
  return screen.findByRole('dialog');
}

beforeEach(() => sessionStorage.clear());

describe('deciding many', () => {
  it('shows what it comes to and what is left out, then decides what was shown', async () => {
    const sent = queue();
    const desk = await open();
    await userEvent.click(await box('dep_1'));
    await userEvent.click(await box('dep_2'));
    const dialog = await ask('Approve the ticked ones');
    const tally = await within(dialog).findByRole('row', { name: /Deposit/ });
    expect(tally).toHaveTextContent(/1.*250\.00/);
    expect(within(dialog).getByRole('list')).toHaveTextContent(
      'You submitted this request yourself: somebody else must decide it.',
    );
    const go = within(dialog).getByRole('button', { name: 'Approve 1 request' });
    expect(go).toBeDisabled();
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /I have checked/ }));
    await userEvent.dblClick(go);
    await waitFor(() => expect(desk.address()).toBe('/batches/job_1'));
    expect(sent.reviews).toEqual([{ request_ids: ['dep_1', 'dep_2'] }]);
    expect(sent.orders).toHaveLength(1);
    expect(sent.orders[0]?.body).toEqual({
      decision: 'approved',
      reason: '',
      comment: '',
      notify: { email: true, popup: true, language: null },
      requests: [{ id: 'dep_1', node: 1, round: 2 }],
    });
    expect(sent.orders[0]?.key).toBeTruthy();
  });

  it('is begun from the keyboard: X ticks the row, R rejects with a reason', async () => {
    const sent = queue();
    await open();
    await box('dep_1');
    await userEvent.keyboard('jx');
    expect(await box('dep_1')).toBeChecked();
    await userEvent.keyboard('r');
    const dialog = await screen.findByRole('dialog', { name: 'Reject many requests?' });
    const go = await within(dialog).findByRole('button', { name: 'Reject 1 request' });
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /I have checked/ }));
    expect(go).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'No proof');
    await userEvent.click(go);
    await waitFor(() => expect(sent.orders).toHaveLength(1));
    expect(sent.orders[0]?.body).toMatchObject({ decision: 'rejected', reason: 'No proof' });
  });

  it('rejects with words that the broker keeps ready', async () => {
    const sent = queue();
    await open();
    await userEvent.click(await box('dep_1'));
    const dialog = await ask('Reject the ticked ones');
    await userEvent.click(
      await within(dialog).findByRole('combobox', { name: 'Reason kept ready' }),
    );
    const name = 'The proof is missing.';
    await userEvent.click(await screen.findByRole('option', { name, hidden: true }));
    expect(within(dialog).getByRole('textbox', { name: /^Reason/ })).toHaveValue(name);
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /I have checked/ }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Reject 1 request' }));
    await waitFor(() => expect(sent.orders).toHaveLength(1));
    expect(sent.orders[0]?.body).toMatchObject({ decision: 'rejected', reason: name });
  });

  it('asks for all that wait in the type that is shown', async () => {
    const sent = queue();
    await renderDesk(PAGES, '/approvals?type=deposit', MAY);
    await box('dep_1');
    await ask('Approve all that wait');
    await waitFor(() => expect(sent.reviews).toEqual([{ everything: true, type: 'deposit' }]));
  });

  it('says what went wrong and keeps what was written', async () => {
    queue();
    server.use(http.post('*/api/desk/request-jobs', () => refusal(403, 'permission_missing')));
    await open();
    await userEvent.click(await box('dep_1'));
    const dialog = await ask('Approve the ticked ones');
    await userEvent.click(await within(dialog).findByRole('checkbox', { name: /I have checked/ }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Approve 1 request' }));
    expect(await within(dialog).findByRole('alert')).toBeVisible();
  });

  it('is not offered without its permission', async () => {
    queue();
    await open(['read_requests', 'decide_deposits']);
    await screen.findByText('Client of dep_1');
    expect(screen.queryByRole('button', { name: 'Decide many' })).toBeNull();
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});
