import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import ReviewPage from '@/desk/features/approvals/ReviewPage';
import type { ReviewedRequest } from '@/desk/records/types';
import { refusal, server } from '../kit/server';
import { deposit, renderDesk } from './kit';

const PAGES = { '/approvals/$requestId': ReviewPage };
const MAY = ['read_requests', 'decide_deposits'];

/** A queue of these requests; returns the bodies of the decisions that were sent. */
function queueOf(...requests: ReviewedRequest[]): Record<string, unknown>[] {
  const sent: Record<string, unknown>[] = [];
  const byId = (id: unknown) => requests.find((one) => one.id === id);
  server.use(
    http.get('*/api/desk/requests', () =>
      HttpResponse.json({ items: requests, next_cursor: null }),
    ),
    http.get('*/api/desk/requests/:id', ({ params }) => HttpResponse.json(byId(params.id))),
    http.patch('*/api/desk/requests/:id', async ({ params, request }) => {
      const body = (await request.json()) as Record<string, unknown>;
      sent.push({ id: params.id, ...body });
      return HttpResponse.json({ ...byId(params.id), status: body.decision, can_decide: false });
    }),
  );
  return sent;
}

const open = (id: string) => renderDesk(PAGES, `/approvals/${id}`, MAY);

beforeEach(() => sessionStorage.clear());

describe('walking through the queue', () => {
  it('goes on and back by J and K, and stops at the ends', async () => {
    queueOf(deposit('dep_1'), deposit('dep_2'));
    const desk = await open('dep_1');
    await screen.findByText('1 of 2');
    await userEvent.keyboard('j');
    await waitFor(() => expect(desk.address()).toBe('/approvals/dep_2'));
    await screen.findByText('2 of 2');
    await userEvent.keyboard('j');
    await userEvent.keyboard('k');
    await waitFor(() => expect(desk.address()).toBe('/approvals/dep_1'));
  });

  it('tells its keys when asked', async () => {
    queueOf(deposit('dep_1'));
    await open('dep_1');
    await screen.findByText('1 of 1');
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys for the queue' })).toBeVisible();
  });
});

describe('deciding', () => {
  it('approves by key and brings the next request', async () => {
    const sent = queueOf(deposit('dep_1'), deposit('dep_2'));
    const desk = await open('dep_1');
    await screen.findByText('1 of 2');
    await userEvent.keyboard('a');
    const dialog = await screen.findByRole('dialog', { name: 'Approve this request?' });
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'By e-mail' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(desk.address()).toBe('/approvals/dep_2'));
    expect(sent).toEqual([
      {
        id: 'dep_1',
        decision: 'approved',
        reason: '',
        comment: '',
        node: 1,
        round: 1,
        notify: { email: false, popup: true, language: null },
      },
    ]);
  });

  it('rejects only with a reason', async () => {
    const sent = queueOf(deposit('dep_1'));
    await open('dep_1');
    await screen.findByText('1 of 1');
    await userEvent.keyboard('r');
    const dialog = await screen.findByRole('dialog', { name: 'Reject this request?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Reject' }));
    expect(await within(dialog).findByText('This is required.')).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Not yours');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Reject' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ decision: 'rejected', reason: 'Not yours' });
  });

  it('says who was faster', async () => {
    queueOf(deposit('dep_1'));
    const facts = { decided_by: 'Ben', decided_at: '2026-11-10T11:00:00Z', status: 'rejected' };
    server.use(
      http.patch('*/api/desk/requests/:id', () => refusal(409, 'request_not_pending', { facts })),
    );
    await open('dep_1');
    await screen.findByText('1 of 1');
    await userEvent.keyboard('a');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await within(dialog).findByText(/Ben decided it on .*: Rejected/)).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Approve' })).toBeDisabled();
  });

  it('is not offered to who may not, and says why', async () => {
    queueOf(deposit('dep_1', { can_decide: false, why_not: 'own_request' }));
    await open('dep_1');
    expect(await screen.findByText(/you submitted it yourself/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
    await userEvent.keyboard('a');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});

describe('files', () => {
  it('are asked for only when somebody opens them', async () => {
    const asked: unknown[] = [];
    const files = [{ file_id: 'fil_1', name: 'proof.png' }];
    queueOf(deposit('dep_1', { details: { facts: [], files } }));
    server.use(
      http.get('*/api/desk/files/:id', ({ params }) => {
        asked.push(params.id);
        const url = 'https://files.example/proof.png';
        return HttpResponse.json({ url, expires_at: '2026-11-10T12:00:00Z' });
      }),
    );
    await open('dep_1');
    await screen.findByText('proof.png');
    expect(asked).toEqual([]);
    await userEvent.keyboard('f');
    const picture = await screen.findByRole('img', { name: 'proof.png' });
    expect(picture).toHaveAttribute('src', 'https://files.example/proof.png');
    expect(asked).toEqual(['fil_1']);
  });
});

describe('the review process', () => {
  it('shows every step and lets the review begin anew, with a reason', async () => {
    const person = { id: 'stf_ann', name: 'Ann' };
    const at = '2026-11-10T10:05:00Z';
    const said = { node: 1, by: person, decision: 'approved', at, comment: '', stands: true };
    const step = { users: [person], roles: [], permission: null };
    const halfway = deposit('dep_1', {
      can_decide: false,
      why_not: 'node_decided_before',
      can_restart: true,
      node: { index: 2, count: 2, approvers_label: 'decide_deposits' },
      process: {
        flow_version: 4,
        permission: 'decide_deposits',
        nodes: [
          { ...step, index: 1, state: 'approved', decision: said },
          { ...step, index: 2, users: [], permission: 'decide_deposits', state: 'current' },
        ],
      } as never,
    });
    const sent: unknown[] = [];
    queueOf(halfway);
    server.use(
      http.post('*/api/desk/requests/:id/restarts', async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(deposit('dep_1'), { status: 201 });
      }),
    );
    await open('dep_1');
    const process = await screen.findByRole('region', { name: 'Review process' });
    expect(within(process).getByText(/step 2 of 2/)).toBeVisible();
    expect(within(process).getByText('Approved')).toBeVisible();
    await userEvent.click(within(process).getByRole('button', { name: 'Restart review' }));
    const dialog = await screen.findByRole('dialog', { name: 'Begin the review anew?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restart review' }));
    expect(sent).toEqual([]);
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Why' }), 'Wrong proof');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restart review' }));
    await waitFor(() => expect(sent).toEqual([{ reason: 'Wrong proof' }]));
  });
});

describe('a request that comes of another', () => {
  it('leads there, where any other reference is plain text', async () => {
    const id = 'dep_01M8NY2EH92MSTVF1ACR5YEG7M';
    queueOf(
      deposit('tra_1', { type: 'transfer', summary: { reference: id } }),
      deposit('dep_2', { summary: { reference: 'W 4711' } }),
    );
    await open('tra_1');
    expect(await screen.findByRole('link', { name: id })).toHaveAttribute(
      'href',
      `/approvals/${id}`,
    );
    await userEvent.keyboard('j');
    expect(await screen.findByText('W 4711')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'W 4711' })).toBeNull();
  });
});

describe('comments', () => {
  it('are added once, with their file, however often the button is clicked', async () => {
    const said: unknown[] = [];
    queueOf(deposit('dep_1'));
    server.use(
      http.post('*/api/desk/requests/:id/comments', async ({ request }) => {
        said.push(await request.json());
        return HttpResponse.json(deposit('dep_1'), { status: 201 });
      }),
    );
    await open('dep_1');
    const box = await screen.findByRole('textbox', { name: 'Write a comment for your colleagues' });
    await userEvent.type(box, 'See the letter');
    const add = screen.getByRole('button', { name: 'Add comment' });
    fireEvent.click(add);
    fireEvent.click(add);
    await waitFor(() => expect(box).toHaveValue(''));
    expect(said).toEqual([{ text: 'See the letter', file_ids: [] }]);
  });

  it('name the system where no person was', async () => {
    queueOf(deposit('dep_1', { submitted_by: '' }));
    await open('dep_1');
    expect(await screen.findByText(/^Submitted by System,/)).toBeVisible();
  });
});
