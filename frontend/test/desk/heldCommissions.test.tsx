import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { ReviewView } from '@/api/desk/types.gen';
import ReviewsPage from '@/desk/features/partners/reviews/ReviewsPage';
import { server } from '../kit/server';
import { renderDesk } from './kit';

const PATH = '*/api/desk/commission-reviews';

const review = (changes: Partial<ReviewView>): ReviewView => ({
  id: '10000001~20000001',
  recipient_id: '10000001',
  recipient_name: 'Ina Broker',
  client_id: '20000001',
  client_name: 'Tia Moss',
  state: 'open',
  opened_at: '2026-03-02T09:00:00Z',
  held: [{ amount: '6.00', currency: 'USD' }],
  commissions: 1,
  signals: [],
  decided_at: null,
  decided_by_name: '',
  reason: '',
  proposed_at: null,
  proposed_by_id: '',
  proposed_by_name: '',
  proposed_reason: '',
  ...changes,
});

const proposed = (by: string, name: string) =>
  review({
    proposed_at: '2026-03-02T10:00:00Z',
    proposed_by_id: by,
    proposed_by_name: name,
    proposed_reason: 'a couple',
  });

/** Opens the one review there is; returns its dialog and the decisions that are sent. */
async function opened(one: ReviewView, decided: ReviewView) {
  const sent: unknown[] = [];
  server.use(
    http.get(PATH, () => HttpResponse.json({ items: [one], next_cursor: null })),
    http.patch(`${PATH}/:id`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(decided);
    }),
  );
  await renderDesk({ '/commission-reviews': ReviewsPage }, '/commission-reviews', [
    'read_commission_reviews',
    'decide_commission_reviews',
  ]);
  await userEvent.click(await screen.findByRole('button', { name: 'Show evidence' }));
  return { dialog: await screen.findByRole('dialog'), sent };
}

describe('releasing held commissions by two', () => {
  it('takes the first word with its reason', async () => {
    const { dialog, sent } = await opened(review({}), proposed('stf_me', 'Maya'));
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'a couple');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Release and pay' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sent).toEqual([{ decision: 'released', reason: 'a couple' }]);
  });

  it('shows the second one who wants it and why, and asks them to agree', async () => {
    const { dialog, sent } = await opened(
      proposed('stf_ann', 'Ann'),
      review({ state: 'releasing' }),
    );
    expect(dialog).toHaveTextContent(
      '\u2068Ann\u2069 wants this to be released: \u2068a couple\u2069',
    );
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'seen');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Agree and pay' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('lets whoever has proposed it refuse, and not agree to it', async () => {
    const { dialog } = await opened(proposed('stf_me', 'Maya'), review({ state: 'refusing' }));
    expect(dialog).toHaveTextContent('You wanted this to be released.');
    await userEvent.type(within(dialog).getByLabelText(/Reason/), 'on second thoughts');
    expect(within(dialog).getByRole('button', { name: 'Agree and pay' })).toBeDisabled();
    expect(within(dialog).getByRole('button', { name: 'Refuse' })).toBeEnabled();
  });
});
