import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import StaffPage from '@/desk/features/staff/StaffPage';
import { renderDesk } from './kit';
import { member, staffServed } from './staffKit';

beforeEach(() => staffServed([member('stf_tom', 'Tom'), member('stf_me', 'Maya')]));

async function opened(...permissions: string[]) {
  await renderDesk({ '/staff': StaffPage }, '/staff', ['read_staff', ...permissions]);
  await userEvent.click(await screen.findByText('Tom'));
  return screen.findByRole('dialog', { name: 'Tom' });
}

describe('a member of staff, for whoever may not change them', () => {
  it('is shown with nothing to change', async () => {
    const drawer = await opened();
    expect(await within(drawer).findByText('tom@broker.example')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add a user' })).toBeNull();
  });

  it('offers the resets that have permissions of their own', async () => {
    await opened('reset_staff_passwords');
    expect(await screen.findByRole('button', { name: 'Reset password' })).toBeVisible();
  });

  it('is a form for whoever may change them', async () => {
    await opened('update_staff');
    expect(await screen.findByRole('button', { name: 'Save' })).toBeVisible();
  });
});
