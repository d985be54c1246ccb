import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import RequestsPage from '@/portal/features/downlines/RequestsPage';
import { renderPage } from '../kit/render';
import { server } from '../kit/server';
import { connectPortal } from './kit';

const request = (id: string, type: string, method: string | null) => ({
  id,
  person: { id: '20000009', name: 'Ren Kato', level: 1, referrer: null },
  type,
  status: 'approved',
  submitted_at: '2026-11-20T16:00:00.000Z',
  decided_at: '2026-11-20T21:00:00.000Z',
  login: null,
  amount: method ? '120.00' : null,
  currency: method ? 'USD' : null,
  method,
  reason: null,
});
const methods = (id: string, name: string) => () =>
  HttpResponse.json({ items: [{ id, name: { en: name } }] });

beforeAll(connectPortal);

beforeEach(() => {
  localStorage.clear();
  server.use(
    http.get('*/api/portal/deposit-methods', methods('card', 'Card')),
    http.get('*/api/portal/withdrawal-methods', methods('bank_wire', 'Bank transfer')),
    http.get('*/api/portal/downlines/requests', () =>
      HttpResponse.json({
        items: [
          request('req_1', 'deposit', 'card'),
          request('req_2', 'withdrawal', 'bank_wire'),
          request('req_3', 'withdrawal', 'given_up'),
          request('req_4', 'registration', null),
        ],
        next_cursor: null,
      }),
    ),
  );
});

describe('what downlines have asked for', () => {
  it('calls methods by their names, and by the id those that are no more', async () => {
    await renderPage(RequestsPage, '/list', 'en', ['portal-downlines', 'portal-records']);
    for (const name of ['Card', 'Bank transfer', 'given_up']) {
      expect((await screen.findAllByText(name)).length).toBeGreaterThan(0);
    }
    expect(screen.queryByText('bank_wire')).toBeNull();
  });
});
