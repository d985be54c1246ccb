import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import {
  hasTooFewPeople,
  modesOf,
  moved,
  problemsOfFlow,
  withNode,
  withoutNode,
} from '@/desk/features/settings/processes/draft';
import ProcessesPage from '@/desk/features/settings/processes/ProcessesPage';
import type { Setting } from '@/desk/records/types';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const node = (...user_ids: string[]) => ({ user_ids, role_ids: [] as string[] });
const [ANN, BOB, CY] = [node('stf_ann'), node('stf_bob'), node('stf_cy')];

describe('a path while it is edited', () => {
  it('grows and shrinks one node at a time', () => {
    expect(withNode([ANN])).toEqual([ANN, node()]);
    expect(withoutNode([ANN, BOB, CY], 1)).toEqual([ANN, CY]);
  });

  it('moves a node up and down, but never out', () => {
    expect(moved([ANN, BOB, CY], 2, 0)).toEqual([CY, ANN, BOB]);
    expect(moved([ANN, BOB, CY], 0, 1)).toEqual([BOB, ANN, CY]);
    expect(moved([ANN, BOB], 1, 2)).toEqual([ANN, BOB]);
    expect(moved([ANN, BOB], 0, -1)).toEqual([ANN, BOB]);
  });

  it('needs somebody at every node', () => {
    expect([...problemsOfFlow([ANN, node()])]).toEqual([[1, 'nobody']]);
    expect(problemsOfFlow([ANN, { user_ids: [], role_ids: ['rol_1'] }]).size).toBe(0);
  });

  it('warns when one person would have to decide twice', () => {
    expect(hasTooFewPeople([ANN, ANN])).toBe(true);
    expect(hasTooFewPeople([ANN, BOB])).toBe(false);
    expect(hasTooFewPeople([ANN])).toBe(false);
    expect(hasTooFewPeople([ANN, { user_ids: [], role_ids: ['rol_1'] }])).toBe(false);
  });

  it('offers a threshold only where there is an amount', () => {
    expect(modesOf('deposit')).toContain('partial');
    expect(modesOf('withdrawal')).toEqual(['manual']);
    expect(modesOf('kyc')).not.toContain('partial');
    expect(modesOf('erasure')).toEqual(['manual']);
  });
});

const setting = (part: string, value: unknown, change: Partial<Setting> = {}): Setting => ({
  key: `approvals.${part}`,
  group: 'approvals',
  title_code: `setting.approvals.${part}`,
  type: { type: 'integer', minimum: 1 },
  value,
  default: value,
  version: 3,
  effective_at: null,
  four_eyes: true,
  pending: null,
  scheduled: [],
  ...change,
});

const ALL = ['read_settings', 'update_settings', 'approve_settings', 'read_roles', 'read_staff'];

function broker(flow: Partial<Setting> = {}): { key: unknown; body: unknown }[] {
  const sent: { key: unknown; body: unknown }[] = [];
  const items = [
    setting('base_currency', 'USD'),
    setting('automation.deposit', { mode: 'manual', threshold: '0' }),
    setting('flow.deposit', { version: 3, nodes: [ANN] }, flow),
    setting('deadline_hours.deposit', 24, { four_eyes: false }),
  ];
  const named = (id: string, name: string) =>
    HttpResponse.json({ items: [{ id, name }], next_cursor: null });
  server.use(
    http.get('*/api/desk/settings', () => HttpResponse.json({ items })),
    http.get('*/api/desk/settings/:key/versions', () =>
      HttpResponse.json({ items: [], next_cursor: null }),
    ),
    http.get('*/api/desk/roles', () => named('rol_1', 'Compliance')),
    http.get('*/api/desk/staff', () => named('stf_ann', 'Ann')),
    http.put('*/api/desk/settings/:key', async ({ request, params }) => {
      const body = (await request.json()) as { value: unknown };
      sent.push({ key: params.key, body });
      const before = items.find(({ key }) => key === params.key);
      return HttpResponse.json({ ...before, pending: null, value: body.value, version: 4 });
    }),
  );
  return sent;
}

const PAGES = { '/approval-processes': ProcessesPage };

describe('the page of approval processes', () => {
  it('publishes a path after showing what it changes', async () => {
    const sent = broker();
    await renderDesk(PAGES, '/approval-processes', ALL);
    await userEvent.click(await screen.findByRole('button', { name: 'Add step' }));
    const second = screen.getByRole('region', { name: 'Step 2' });
    expect(within(second).getByRole('alert')).toHaveTextContent('Name at least one role or user.');
    expect(screen.getByRole('button', { name: 'Publish…' })).toBeDisabled();
    await userEvent.click(within(second).getByRole('combobox', { name: 'Roles' }));
    // Every node has a list of its own; the drop-down of the second one is the last.
    const options = await screen.findAllByRole('option', { name: 'Compliance', hidden: true });
    await userEvent.click(options[options.length - 1] as HTMLElement);
    await userEvent.click(screen.getByRole('button', { name: 'Move up: Step 2' }));
    await userEvent.click(screen.getByRole('button', { name: 'Publish…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Publish these steps?' });
    expect(within(dialog).getByText(/Requests that are under way keep/)).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Propose' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      key: 'approvals.flow.deposit',
      body: {
        value: { version: 3, nodes: [{ user_ids: [], role_ids: ['rol_1'] }, ANN] },
        comment: '',
        effective_at: null,
      },
    });
  });

  it('changes who decides, with a threshold where an amount decides it', async () => {
    const sent = broker();
    await renderDesk(PAGES, '/approval-processes', ALL);
    await userEvent.click(
      await screen.findByRole('radio', { name: 'By staff from the threshold on' }),
    );
    const threshold = screen.getByRole('textbox', { name: 'Threshold' });
    await userEvent.clear(threshold);
    expect(screen.getByRole('button', { name: 'Publish…' })).toBeDisabled();
    await userEvent.type(threshold, '500');
    await userEvent.click(screen.getByRole('button', { name: 'Publish…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Propose' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      key: 'approvals.automation.deposit',
      body: { value: { mode: 'partial', threshold: '500' } },
    });
  });

  it('locks the path while a change waits for a second person', async () => {
    broker({
      pending: {
        version: 4,
        value: { version: 4, nodes: [] },
        by: { id: 'stf_bob', name: 'Bob' },
        at: '2026-03-02T09:00:00Z',
        comment: '',
        effective_at: null,
        rolls_back_to: null,
      } as Setting['pending'],
    });
    await renderDesk(PAGES, '/approval-processes', ALL);
    expect(await screen.findByText('A change waits for approval')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add step' })).not.toBeInTheDocument();
  });
});
