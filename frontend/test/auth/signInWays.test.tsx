import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { useSession, useWho } from '@/shared/auth/context';
import { Entered } from '@/shared/auth/Entered';
import { SignInForm } from '@/shared/auth/SignInForm';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';

// What comes lazily is fetched before anybody waits for it.
beforeAll(async () => {
  await import('@/shared/auth/ways/AccountName');
  await import('@/shared/auth/ways/PhoneName');
  await import('@/shared/auth/NewPasswordFirst');
  await import('@/shared/devices/RemoteLoginPrompt');
}, 60_000);

const WAYS = ['email', 'phone', 'account'] as const;

function doors() {
  const seen: unknown[] = [];
  server.use(
    http.post('*/api/portal/session', async ({ request }) => {
      seen.push(await request.json());
      return refusal(401, 'credentials_wrong', { facts: { attempts_left: 4 } });
    }),
    http.get('*/api/portal/sign-in-options', () =>
      HttpResponse.json({ methods: WAYS, servers: [{ id: 'live', name: 'Meridian-Live' }] }),
    ),
  );
  return seen;
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const signIn = () => fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));

describe('the ways in', () => {
  it('are not offered where there is only one', async () => {
    doors();
    await renderPage(() => <SignInForm />);
    expect(screen.getByLabelText('E-mail')).toBeInTheDocument();
    expect(screen.queryByRole('radiogroup')).toBeNull();
  });

  it('send a trading account with its server, the only one being chosen already', async () => {
    const seen = doors();
    await renderPage(() => <SignInForm methods={WAYS} />);
    fireEvent.click(screen.getByText('Trading account'));
    await waitFor(() => expect(screen.getByDisplayValue('Meridian-Live')).toBeInTheDocument(), {
      timeout: 10_000,
    });
    type('Account number', '700123');
    type('Master password of the account', 'Harbour-77-Lane');
    signIn();
    await waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toEqual({
      account: { server_id: 'live', login: 700123 },
      password: 'Harbour-77-Lane',
      slide: '',
    });
    expect(await screen.findByText(/Attempts left: 4/)).toBeInTheDocument();
  });

  it('ask for what the chosen way needs, and for nothing else', async () => {
    const seen = doors();
    await renderPage(() => <SignInForm methods={WAYS} />);
    fireEvent.click(screen.getByText('Phone'));
    await screen.findByLabelText('Phone number');
    type('Password', 'Copper-Lantern-77');
    signIn();
    expect(await screen.findAllByText('This is required.')).toHaveLength(2);
    expect(seen).toEqual([]);
  });
});

describe('what comes before the application', () => {
  const grant = (extra: object) =>
    http.post('*/api/portal/session', () =>
      HttpResponse.json({
        access_token: 't',
        expires_at: '2030-01-01T00:00:00Z',
        who: { must_change_password: false },
        remote_login: null,
        ...extra,
      }),
    );

  function Whose() {
    const session = useSession();
    const { must_change_password: must } = useWho<{ must_change_password: boolean }>();
    return (
      <button type="button" onClick={() => void session.signOut()}>
        Leave {String(must)}
      </button>
    );
  }

  function Inside() {
    const session = useSession();
    return (
      <>
        <button type="button" onClick={() => void session.signIn('mia@example.com', 'x')}>
          Enter
        </button>
        <Entered passwordAt="/profile">
          <p>The application</p>
          <Whose />
        </Entered>
      </>
    );
  }

  it('is nothing, usually', async () => {
    server.use(grant({}));
    await renderPage(Inside);
    fireEvent.click(screen.getByText('Enter'));
    await waitFor(() => expect(screen.getByText('The application')).toBeInTheDocument());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('goes with the session, and nothing below asks once more whose it is', async () => {
    server.use(
      grant({}),
      http.delete('*/api/portal/session', () => new HttpResponse(null, { status: 204 })),
    );
    await renderPage(Inside);
    fireEvent.click(screen.getByText('Enter'));
    fireEvent.click(await screen.findByText('Leave false'));
    await waitFor(() => expect(screen.queryByText('The application')).toBeNull());
    expect(screen.getByText('Enter')).toBeInTheDocument();
  });

  it('is a password of one’s own, where staff have asked for one', async () => {
    server.use(grant({ who: { must_change_password: true } }));
    await renderPage(Inside);
    fireEvent.click(screen.getByText('Enter'));
    expect(await screen.findByText('Choose your own password')).toBeInTheDocument();
    expect(screen.queryByText('The application')).toBeNull();
  });

  it('is a question about a sign-in from a new place, until it is answered', async () => {
    const remote = { at: '2026-11-01T10:00:00Z', ip: '203.0.113.7', city: 'Perth, AU', device: '' };
    server.use(grant({ remote_login: remote }));
    const page = await renderPage(Inside);
    fireEvent.click(screen.getByText('Enter'));
    expect(await screen.findByText('Perth, AU')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Change the password' }));
    await waitFor(() => expect(page.address()).toBe('/profile'));
    expect(screen.queryByText('Perth, AU')).toBeNull();
  });
});
