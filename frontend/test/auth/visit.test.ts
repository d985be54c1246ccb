import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { authorizedFetch } from '@/shared/auth/authorizedFetch';
import { Session } from '@/shared/auth/Session';
import { refusal, server } from '../kit/server';

const inAQuarter = () => new Date(Date.now() + 15 * 60_000).toISOString();

function portal() {
  const seen = { ended: [] as (string | null)[], refreshes: 0 };
  server.use(
    http.post('*/api/portal/visit', async ({ request }) => {
      const { token } = (await request.json()) as { token: string };
      if (token !== 'secret') return refusal(401, 'visit_over');
      const grant = { access_token: 'visits', expires_at: inAQuarter(), staff_name: 'Olga' };
      return HttpResponse.json(grant, { status: 201 });
    }),
    http.delete('*/api/portal/visit', ({ request }) => {
      seen.ended.push(request.headers.get('Authorization'));
      return new HttpResponse(null, { status: 204 });
    }),
    http.get('*/api/portal/me', ({ request }) =>
      request.headers.get('Authorization') === 'Bearer visits'
        ? HttpResponse.json({ name: 'Lin' })
        : refusal(401, 'token_invalid'),
    ),
    http.post('*/api/portal/session/refresh', () => {
      seen.refreshes += 1;
      return refusal(401, 'session_ended');
    }),
    http.get('*/api/portal/wallets', () => refusal(401, 'visit_over')),
  );
  return seen;
}

describe('a visit to the portal', () => {
  beforeEach(() => localStorage.clear());

  it('shows the client, says who looks, and is kept nowhere', async () => {
    portal();
    const session = new Session<{ name: string }>('portal');
    await session.visit('secret');
    expect(session.state).toMatchObject({
      phase: 'in',
      who: { name: 'Lin' },
      visit: { staffName: 'Olga' },
    });
    expect(localStorage).toHaveLength(0);
  });

  it('leaves the signed-in client of this browser alone', async () => {
    portal();
    localStorage.setItem('fairlead.portal.signed-in', '1');
    const session = new Session<{ name: string }>('portal');
    await session.visit('secret');
    await session.signOut();
    expect(localStorage.getItem('fairlead.portal.signed-in')).toBe('1');
  });

  it('is ended on the server by its own token', async () => {
    const seen = portal();
    const session = new Session<{ name: string }>('portal');
    await session.visit('secret');
    await session.signOut();
    expect(seen.ended).toEqual(['Bearer visits']);
    expect(session.state).toEqual({ phase: 'out', ending: 'visited' });
  });

  it('is over when the server says so, and never asks for the client’s own session', async () => {
    const seen = portal();
    const session = new Session<{ name: string }>('portal');
    await session.visit('secret');
    await authorizedFetch(session)(new Request('http://localhost/api/portal/wallets'));
    expect(session.state).toEqual({ phase: 'out', ending: 'visited' });
    expect(seen.refreshes).toBe(0);
  });

  it('is over by itself when its time is up', async () => {
    portal();
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] });
    try {
      const session = new Session<{ name: string }>('portal');
      await session.visit('secret');
      await vi.advanceTimersByTimeAsync(16 * 60_000);
      expect(session.state).toEqual({ phase: 'out', ending: 'visited' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not begin with a secret that was used before', async () => {
    portal();
    const session = new Session<{ name: string }>('portal');
    await expect(session.visit('used')).rejects.toMatchObject({ code: 'visit_over' });
    expect(session.state.phase).toBe('unknown');
  });
});
