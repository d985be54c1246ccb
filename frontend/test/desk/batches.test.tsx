import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import BatchPage from '@/desk/features/batches/BatchPage';
import type { Batch, BatchRow } from '@/desk/records/types';
import { useRequestCounts } from '@/desk/shell/useToDoCount';
import { server } from '../kit/server';
import { renderDesk } from './kit';

function Page() {
  const { data } = useRequestCounts();
  return (
    <>
      <output aria-label="to do">{data?.items[0]?.to_do}</output>
      <BatchPage />
    </>
  );
}

const batch = (change: Partial<Batch> = {}): Batch => ({
  id: 'job_1',
  kind: 'requests_approved',
  status: 'finished',
  by: 'Maya',
  rows: 2,
  from_file: false,
  done: 1,
  refused: 1,
  created_at: '2026-11-10T10:00:00Z',
  ended_at: '2026-11-10T10:00:09Z',
  ...change,
});

const row = (number: number, change: Partial<BatchRow> = {}): BatchRow => ({
  number,
  subject_id: `dep_${number}`,
  label: '',
  line: 0,
  state: 'done',
  code: null,
  column: '',
  facts: {},
  at: '2026-11-10T10:00:05Z',
  ...change,
});

/** A batch whose rows are these; the counts of the queue fall each time they are asked for. */
function house(...states: Batch[]): void {
  let asked = 0;
  let counts = 3;
  const rows = [
    row(1, { label: 'deposit 10000001' }),
    row(2, { state: 'refused', code: 'request_moved_on' }),
  ];
  server.use(
    http.get('*/api/desk/jobs/job_1', () =>
      HttpResponse.json(states[Math.min(asked++, states.length - 1)]),
    ),
    http.get('*/api/desk/jobs/job_1/rows', () =>
      HttpResponse.json({ items: rows, next_cursor: null }),
    ),
    http.get('*/api/desk/requests/counts', () => {
      const items = [{ type: 'deposit', to_do: counts--, pending: 3 }];
      return HttpResponse.json({ items, capped: false });
    }),
  );
}

const open = () => renderDesk({ '/batches/$batchId': Page }, '/batches/job_1', ['read_requests']);

describe('the page of a batch', () => {
  it('tells what came of each request, and leads to it', async () => {
    house(batch());
    await open();
    expect(await screen.findByText('Done: 1 · Refused: 1 · Left: 0')).toBeVisible();
    expect(
      await screen.findByText(
        'It was corrected, restarted or approved by somebody since you reviewed it.',
      ),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: /Deposit 10000001/ })).toBeVisible();
    expect(screen.getByRole('link', { name: '2' })).toHaveAttribute('href', '/approvals/dep_1');
  });

  it('has the queue counted anew as it goes on', async () => {
    house(batch({ status: 'running', done: 0, refused: 0, ended_at: null }), batch());
    await open();
    await screen.findByText('Done: 0 · Refused: 0 · Left: 2');
    const first = screen.getByLabelText('to do').textContent;
    await screen.findByText('Done: 1 · Refused: 1 · Left: 0');
    await waitFor(() => expect(screen.getByLabelText('to do').textContent).not.toBe(first));
  });
});
