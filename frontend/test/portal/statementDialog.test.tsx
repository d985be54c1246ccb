import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StatementDialog } from '@/portal/features/commissions/StatementDialog';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';
import { connectPortal } from './kit';

const PATH = '*/api/portal/commission-statements';
beforeAll(connectPortal);

let asked: { body: Record<string, string>; key: string | null }[];
let made: Record<string, unknown>[];

const statement = (changes: Record<string, unknown>) => ({
  id: 'exp_1',
  first: '2026-02-01',
  last: '2026-02-28',
  format: 'pdf',
  status: 'ready',
  rows: 12,
  most_rows: 5000,
  size_bytes: 1000,
  problem: '',
  requested_at: '2026-03-02T09:00:00Z',
  ended_at: '2026-03-02T09:00:05Z',
  file_name: 'commission-statement.pdf',
  file_until: '2999-03-09T09:00:05Z',
  ...changes,
});

beforeEach(() => {
  asked = [];
  made = [];
  server.use(
    http.get(PATH, () => HttpResponse.json({ items: made, next_cursor: null })),
    http.post(PATH, async ({ request }) => {
      asked.push({
        body: (await request.json()) as Record<string, string>,
        key: request.headers.get('Idempotency-Key'),
      });
      made = [statement({ status: 'queued', rows: 0, file_until: null }), ...made];
      return HttpResponse.json(made[0], { status: 202 });
    }),
  );
});

async function opened() {
  await renderPage(() => <StatementDialog onClose={() => undefined} />, '/list', 'en', [
    'commissions',
  ]);
  return screen.findByRole('dialog', { name: 'Statement of commissions' });
}

describe('asking for a statement', () => {
  it('asks once for last month as a document, however often it is pressed, and shows how far it is', async () => {
    const dialog = await opened();
    await userEvent.dblClick(within(dialog).getByRole('button', { name: 'Make the statement' }));
    expect(await within(dialog).findByText('Waiting')).toBeVisible();
    const keys = new Set(asked.map(({ key }) => key));
    expect(keys.size).toBe(asked.length);
    expect(asked[0]?.body).toMatchObject({ format: 'pdf', language: 'en' });
    expect(asked[0]?.body.from).toMatch(/-01$/);
  });

  it('lets any days be chosen and says at the field what is wrong with them', async () => {
    server.use(
      http.post(PATH, () =>
        refusal(400, 'period_before_reports', { field: 'from', facts: { earliest: '2026-02-01' } }),
      ),
    );
    const dialog = await opened();
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'Of which days' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Other days …', hidden: true }),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Make the statement' }));
    await waitFor(() => expect(dialog).toHaveTextContent('Reports reach back to 1 Feb 2026.'));
  });

  it('says of a document with too many lines what to do', async () => {
    made = [statement({ status: 'failed', problem: 'pdf_too_long', file_until: null })];
    const dialog = await opened();
    expect(
      await within(dialog).findByText('More than 5,000 lines. Choose the workbook, or fewer days.'),
    ).toBeVisible();
    expect(within(dialog).queryByRole('button', { name: 'Download' })).toBeNull();
  });

  it('says when there was nothing in the days, and still has the file', async () => {
    made = [statement({ rows: 0 })];
    const dialog = await opened();
    expect(await within(dialog).findByText(/No deal was closed in these days/)).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Download' })).toBeVisible();
  });
});
