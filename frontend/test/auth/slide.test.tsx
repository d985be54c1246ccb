import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { SignInForm } from '@/shared/auth/SignInForm';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';

const PUZZLE = {
  width: 320,
  height: 160,
  piece_size: 52,
  top: 30,
  background: '',
  piece: '',
  expires_at: '2030-01-01T00:00:00.000Z',
};

// What comes lazily is fetched before anybody waits for it.
beforeAll(async () => {
  await import('@/shared/auth/slide/SlideDialog');
}, 60_000);

/** A server that signs nobody in without a token, and whose holes are at 100. */
function guarded() {
  const seen = { signIns: [] as unknown[], drawn: [] as unknown[], laid: [] as unknown[] };
  server.use(
    http.post('*/api/portal/session', async ({ request }) => {
      const body = (await request.json()) as { slide: string };
      seen.signIns.push(body);
      return body.slide
        ? refusal(401, 'credentials_wrong', { facts: { attempts_left: 2 } })
        : refusal(403, 'slide_required', { facts: { purpose: 'sign_in' } });
    }),
    http.post('*/api/portal/slides', async ({ request }) => {
      seen.drawn.push(await request.json());
      return HttpResponse.json({ ...PUZZLE, id: `sld_${seen.drawn.length}` }, { status: 201 });
    }),
    http.patch('*/api/portal/slides/:id', async ({ request, params }) => {
      const { left } = (await request.json()) as { left: number };
      seen.laid.push([params.id, left]);
      if (left === 100) return HttpResponse.json({ token: 'tok', expires_at: PUZZLE.expires_at });
      const triesLeft = seen.laid.length % 2;
      return refusal(400, 'slide_missed', { field: 'left', facts: { tries_left: triesLeft } });
    }),
  );
  return seen;
}

async function open() {
  await renderPage(() => <SignInForm />);
  fireEvent.change(screen.getByLabelText('E-mail'), { target: { value: 'mia@example.com' } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'Copper-Lantern-77' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  return screen.findByRole('slider', { name: 'Position of the piece' }, { timeout: 10_000 });
}

async function lay(left: number) {
  const slider = await screen.findByRole('slider');
  fireEvent.change(slider, { target: { value: String(left) } });
  fireEvent.click(screen.getByRole('button', { name: 'Confirm' }));
}

describe('a call that a slide puzzle guards', () => {
  it('is made again with the token, once the puzzle is solved', async () => {
    const seen = guarded();
    await open();
    await lay(100);
    expect(await screen.findByText(/Attempts left: 2/)).toBeInTheDocument();
    expect(seen.drawn).toEqual([{ purpose: 'sign_in' }]);
    expect(seen.signIns).toHaveLength(2);
    expect(seen.signIns[1]).toMatchObject({ email: 'mia@example.com', slide: 'tok' });
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('says so when the piece does not fit, and draws another after the last try', async () => {
    const seen = guarded();
    await open();
    await lay(7);
    expect(await screen.findByText('Not quite. Try again.')).toBeInTheDocument();
    expect(seen.drawn).toHaveLength(1);
    await lay(9);
    await waitFor(() => expect(seen.drawn).toHaveLength(2));
    await lay(100);
    await waitFor(() => expect(seen.signIns).toHaveLength(2));
    expect(seen.laid).toEqual([
      ['sld_1', 7],
      ['sld_1', 9],
      ['sld_2', 100],
    ]);
  });

  it('fails with words when the puzzle is closed', async () => {
    const seen = guarded();
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(await screen.findByText('Solve the puzzle to go on.')).toBeInTheDocument();
    expect(seen.signIns).toHaveLength(1);
  });
});
