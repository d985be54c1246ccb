import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import StaffPage from '@/desk/features/staff/StaffPage';
import { refusal, server } from '../kit/server';
import { renderDesk } from './kit';
import { member, staffServed } from './staffKit';

const MAY = ['read_staff', 'update_staff', 'reset_staff_passwords'];
let asked: unknown[];

beforeEach(() => {
  asked = [];
  staffServed([member('stf_tom', 'Tom'), member('stf_me', 'Maya')]);
  server.use(
    http.post('*/api/desk/staff/stf_tom/password-resets', async ({ request }) => {
      asked.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

async function opened(name: string, permissions = MAY) {
  await renderDesk({ '/staff': StaffPage }, '/staff', permissions);
  await userEvent.click(await screen.findByText(name));
  return screen.findByRole('button', { name: 'Save' });
}

describe('resetting the password of a colleague', () => {
  it('says where the mail goes, asks for the reason and sends it once', async () => {
    await opened('Tom');
    await userEvent.click(screen.getByRole('button', { name: 'Reset password' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reset the password' });
    expect(dialog).toHaveTextContent('tom@broker.example');
    const confirm = within(dialog).getByRole('button', { name: 'Reset password' });
    await userEvent.click(confirm);
    expect(asked).toEqual([]);
    await userEvent.type(within(dialog).getByRole('textbox'), ' seen on a note ');
    await userEvent.dblClick(confirm);
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(asked).toEqual([{ reason: 'seen on a note' }]);
  });

  it('keeps the question open with what stands against it', async () => {
    server.use(
      http.post('*/api/desk/staff/stf_tom/password-resets', () =>
        refusal(403, 'role_beyond_own', {}),
      ),
    );
    await opened('Tom');
    await userEvent.click(screen.getByRole('button', { name: 'Reset password' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reset the password' });
    await userEvent.type(within(dialog).getByRole('textbox'), 'seen');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Reset password' }));
    expect(await within(dialog).findByRole('alert')).toBeVisible();
  });

  it('is not offered for oneself', async () => {
    await opened('Maya');
    expect(screen.queryByRole('button', { name: 'Reset password' })).toBeNull();
  });

  it('is not offered without the permission', async () => {
    await opened('Tom', ['read_staff', 'update_staff']);
    expect(screen.queryByRole('button', { name: 'Reset password' })).toBeNull();
  });
});
