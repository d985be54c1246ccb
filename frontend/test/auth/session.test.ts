import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '@/shared/api/ApiError';
import { jsonClient } from '@/shared/api/jsonClient';
import { authorizedFetch } from '@/shared/auth/authorizedFetch';
import { Session } from '@/shared/auth/Session';
import { refusal, server } from '../kit/server';

interface Who {
  name: string;
}

const REFRESH = '*/api/portal/session/refresh';
const SIGN_IN = '*/api/portal/session';

/** A server whose tokens are `token-1`, `token-2`, …; only the newest is good. */
function tokenServer() {
  const seen = { refreshes: 0, calls: [] as string[], csrf: [] as (string | null)[] };
  const grant = () =>
    HttpResponse.json({
      access_token: `token-${seen.refreshes}`,
      expires_at: '2030-01-01T00:00:00Z',
      who: { name: 'Anna' },
    });
  server.use(
    http.post(REFRESH, async ({ request }) => {
      seen.csrf.push(request.headers.get('X-Fairlead-Csrf'));
      seen.refreshes += 1;
      return grant();
    }),
    http.all('*/api/portal/wallets', async ({ request }) => {
      const token = request.headers.get('Authorization') ?? '';
      seen.calls.push(`${request.method} ${token} ${await request.text()}`.trim());
      return token === `Bearer token-${seen.refreshes}` && seen.refreshes > 0
        ? HttpResponse.json({ items: [] })
        : refusal(401, 'unauthenticated');
    }),
  );
  return seen;
}

const signedInBefore = () => localStorage.setItem('fairlead.portal.signed-in', '1');

describe('a session', () => {
  let session: Session<Who>;
  beforeEach(() => {
    session = new Session<Who>('portal');
  });

  it('is restored on load from the cookie', async () => {
    const seen = tokenServer();
    signedInBefore();
    expect(await session.restore()).toEqual({ phase: 'in', who: { name: 'Anna' } });
    expect(seen.csrf).toEqual(['1']);
  });

  it('asks nothing of the server for somebody who never signed in here', async () => {
    const seen = tokenServer();
    expect(await session.restore()).toEqual({ phase: 'out', ending: 'none' });
    expect(seen.refreshes).toBe(0);
  });

  it('stays unknown, not ended, when the server cannot be reached', async () => {
    server.use(http.post(REFRESH, () => HttpResponse.error()));
    signedInBefore();
    await expect(session.restore()).rejects.toMatchObject({ code: 'network_unreachable' });
    expect(session.state.phase).toBe('unknown');
    expect(session.wasSignedIn).toBe(true);
  });

  it('ends when the server says so', async () => {
    server.use(http.post(REFRESH, () => refusal(401, 'session_reused')));
    signedInBefore();
    expect(await session.restore()).toEqual({ phase: 'out', ending: 'ended' });
    expect(session.wasSignedIn).toBe(false);
  });

  it('refreshes once for many calls that meet an expired token at the same time', async () => {
    const seen = tokenServer();
    const api = jsonClient(authorizedFetch(session));
    await Promise.all([1, 2, 3, 4, 5].map(() => api.get('/api/portal/wallets')));
    expect(seen.refreshes).toBe(1);
  });

  it('repeats a refused call once with the new token and the same body', async () => {
    const seen = tokenServer();
    await session.refresh();
    seen.refreshes += 1; // The server has moved on: token-1 is no longer good.
    const api = jsonClient(authorizedFetch(session));
    await api.post(
      '/api/portal/wallets',
      { amount: '12.50' },
      { idempotencyKey: 'key-of-the-form' },
    );
    expect(seen.calls).toEqual([
      'POST Bearer token-1 {"amount":"12.50"}',
      'POST Bearer token-3 {"amount":"12.50"}',
    ]);
  });

  it('gives up with the refusal when the session is over', async () => {
    server.use(
      http.post(REFRESH, () => refusal(401, 'session_ended')),
      http.get('*/api/portal/wallets', () => refusal(401, 'unauthenticated')),
    );
    const api = jsonClient(authorizedFetch(session));
    await expect(api.get('/api/portal/wallets')).rejects.toMatchObject({ status: 401 });
    expect(session.state).toEqual({ phase: 'out', ending: 'ended' });
  });

  it('keeps no token where a script of another page could read it', async () => {
    tokenServer();
    await session.refresh();
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('token-');
  });
});

describe('signing in and out', () => {
  it('reports why it was refused', async () => {
    server.use(
      http.post(SIGN_IN, () => refusal(401, 'credentials_wrong', { facts: { attempts_left: 2 } })),
    );
    const refused = new Session<Who>('portal').signIn('anna@example.com', 'wrong');
    await expect(refused).rejects.toBeInstanceOf(ApiError);
    await expect(refused).rejects.toMatchObject({
      code: 'credentials_wrong',
      facts: { attempts_left: 2 },
      requestId: 'req_test',
    });
  });

  it('leaves here even when the server cannot be told', async () => {
    tokenServer();
    server.use(http.delete(SIGN_IN, () => HttpResponse.error()));
    const session = new Session<Who>('portal');
    await session.refresh();
    await session.signOut();
    expect(session.state).toEqual({ phase: 'out', ending: 'left' });
    expect(session.accessToken).toBeNull();
  });

  it('leaves in every tab at once', async () => {
    tokenServer();
    server.use(http.delete(SIGN_IN, () => new HttpResponse(null, { status: 204 })));
    const [here, there] = [new Session<Who>('portal'), new Session<Who>('portal')];
    await Promise.all([here.refresh(), there.refresh()]);
    const heard = new Promise<void>((resolve) => there.subscribe(resolve));
    await here.signOut();
    await heard;
    expect(there.state).toEqual({ phase: 'out', ending: 'elsewhere' });
    expect(there.accessToken).toBeNull();
  });

  it('signs the other tabs in as well', async () => {
    tokenServer();
    server.use(
      http.post(SIGN_IN, () =>
        HttpResponse.json({ access_token: 'a', expires_at: '', who: { name: 'Anna' } }),
      ),
    );
    const [here, there] = [new Session<Who>('portal'), new Session<Who>('portal')];
    await there.restore();
    const heard = new Promise<void>((resolve) => there.subscribe(resolve));
    await here.signIn('anna@example.com', 'right');
    await heard;
    expect(there.state).toEqual({ phase: 'in', who: { name: 'Anna' } });
  });
});
