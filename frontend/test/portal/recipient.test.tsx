import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecipientField } from '@/portal/features/transfers/RecipientField';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';
import { connectPortal } from './kit';

beforeAll(connectPortal);

const SERVERS = [
  { id: 'live', name: 'Meridian Live' },
  { id: 'second', name: 'Meridian Second' },
];

/** A broker on whose two servers every number is somebody's account. */
function lookUps() {
  const asked: unknown[] = [];
  const found: unknown[] = [];
  server.use(
    http.post('*/api/portal/transfer-recipients', async ({ request }) => {
      const body = (await request.json()) as { server: string | null };
      asked.push(body);
      if (body.server === null) {
        return refusal(400, 'recipient_ambiguous', {
          field: 'recipient',
          facts: { servers: SERVERS },
        });
      }
      return HttpResponse.json({ client_id: '10000002', name: 'S** R**', account: null });
    }),
  );
  const Field = () => (
    <RecipientField keys={['account']} found={null} onFound={(one) => found.push(one)} />
  );
  return { asked, found, Field };
}

describe('who is to receive', () => {
  it('is found on the server that is chosen, where the number is on several', async () => {
    const { asked, found, Field } = lookUps();
    await renderPage(Field, '/list', 'en', ['portal-transfers']);
    await userEvent.type(screen.getByRole('textbox'), '800001');
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    expect(await screen.findByText(/is on several servers/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('combobox', { name: 'Server of the account' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Meridian Second', hidden: true }),
    );
    expect(screen.queryByText(/is on several servers/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Find' }));
    await waitFor(() => expect(found).toHaveLength(1));
    const number = { by: 'account', number: '800001' };
    expect(asked).toEqual([
      { ...number, server: null },
      { ...number, server: 'second' },
    ]);
    expect(found[0]).toMatchObject({ asked: { ...number, server: 'second' } });
  });

  it('forgets the server with the number that it was chosen for', async () => {
    const { asked, Field } = lookUps();
    await renderPage(Field, '/list', 'en', ['portal-transfers']);
    await userEvent.type(screen.getByRole('textbox'), '800001{Enter}');
    await userEvent.click(await screen.findByRole('combobox', { name: 'Server of the account' }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Meridian Live', hidden: true }),
    );
    await userEvent.type(screen.getByRole('textbox'), '2');
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]).toEqual({ by: 'account', number: '8000012', server: null });
  });
});
