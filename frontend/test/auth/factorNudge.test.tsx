import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { FactorNudge } from '@/shared/auth/factor/FactorNudge';
import { renderPage } from '../kit/render';
import { server } from '../kit/server';

const TITLE = 'Protect your sign-in with a second factor';

function factor(state: { enrolled?: boolean; mandatory?: boolean }) {
  let asked = 0;
  server.use(
    http.get('*/api/portal/factor', () => {
      asked += 1;
      return HttpResponse.json({
        enrolled: false,
        mandatory: false,
        operations: [],
        totp_added_at: null,
        passkeys: [],
        recovery_codes_left: 0,
        ...state,
      });
    }),
  );
  return () => asked;
}

const shown = (person = '10000001') => renderPage(() => <FactorNudge person={person} />);

describe('the reminder of a second factor', () => {
  beforeEach(() => localStorage.clear());

  it('is there for whoever has none and may choose', async () => {
    factor({});
    await shown();
    expect(await screen.findByText(TITLE)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Set up now' })).toHaveAttribute('href', '/profile');
  });

  it.each([{ enrolled: true }, { mandatory: true }])('is not there with %o', async (state) => {
    const asked = factor(state);
    await shown();
    await waitFor(() => expect(asked()).toBe(1));
    expect(screen.queryByText(TITLE)).toBeNull();
  });

  it('stays away once it is put off, for that person alone', async () => {
    factor({});
    const first = await shown();
    fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    expect(screen.queryByText(TITLE)).toBeNull();
    first.unmount();
    const again = await shown();
    await waitFor(() => expect(screen.queryByText(TITLE)).toBeNull());
    again.unmount();
    await shown('10000002');
    expect(await screen.findByText(TITLE)).toBeInTheDocument();
  });
});
