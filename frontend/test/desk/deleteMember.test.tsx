import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import StaffPage from '@/desk/features/staff/StaffPage';
import { refusal, server } from '../kit/server';
import { renderDesk } from './kit';
import { member, staffServed } from './staffKit';

const MAY = ['read_staff', 'update_staff', 'delete_staff', 'read_clients', 'update_clients'];
let done: string[];
let owned: number;

beforeEach(() => {
  done = [];
  owned = 0;
  staffServed([
    member('stf_tom', 'Tom'),
    member('stf_ann', 'Ann', { supervisor: { id: 'stf_tom', name: 'Tom' } }),
    member('stf_me', 'Maya'),
  ]);
  server.use(
    http.get('*/api/desk/clients', () =>
      HttpResponse.json({ items: owned > 0 ? [{ id: '10000001' }] : [], next_cursor: null }),
    ),
    http.post('*/api/desk/client-jobs', async ({ request }) => {
      const { assign, filter } = (await request.json()) as {
        assign: { owner_id: string };
        filter: { owner: string };
      };
      done.push(`${filter.owner} hands to ${assign.owner_id}`);
      owned = 0;
      return HttpResponse.json({ id: 'job_1', kind: 'assign', rows: 1 }, { status: 202 });
    }),
    http.delete('*/api/desk/staff/:id', ({ params }) => {
      done.push(`deletes ${params.id}`);
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

async function asked(name: string, permissions = MAY) {
  await renderDesk({ '/staff': StaffPage }, '/staff', permissions);
  await userEvent.click(await screen.findByText(`${name.toLowerCase()}@broker.example`));
  await screen.findByRole('button', { name: 'Save' });
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  return screen.findByRole('dialog', { name: 'Delete this user for good?' });
}

const confirm = async (dialog: HTMLElement, email: string) => {
  await userEvent.type(within(dialog).getByLabelText(/to confirm/), email);
  await userEvent.dblClick(within(dialog).getByRole('button', { name: 'Delete' }));
};

describe('deleting a member of staff', () => {
  it('says what will happen and wants the address typed before it does it, once', async () => {
    const dialog = await asked('Ann');
    expect(dialog).toHaveTextContent('The name stays in the logs');
    expect(within(dialog).getByRole('button', { name: 'Delete' })).toBeDisabled();
    await confirm(dialog, 'ann@broker.example');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(done).toEqual(['deletes stf_ann']);
  });

  it('names those who report to them', async () => {
    const dialog = await asked('Tom');
    expect(await within(dialog).findByText(/need another supervisor first: Ann/)).toBeVisible();
  });

  it('hands their clients over first, and deletes when none is left', async () => {
    owned = 1;
    const dialog = await asked('Ann');
    await userEvent.click(await within(dialog).findByRole('combobox'));
    // The form below has a list of supervisors; the drop-down of the dialog is the last.
    const options = await screen.findAllByRole('option', { name: 'Tom', hidden: true });
    await userEvent.click(options[options.length - 1] as HTMLElement);
    await confirm(dialog, 'ann@broker.example');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(done).toEqual(['stf_ann hands to stf_tom', 'deletes stf_ann']);
  });

  it('keeps the question open with what stands against it', async () => {
    server.use(
      http.delete('*/api/desk/staff/:id', () =>
        refusal(409, 'decides_requests', { facts: { types: ['deposit'] } }),
      ),
    );
    const dialog = await asked('Ann');
    await confirm(dialog, 'ann@broker.example');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('approval processes');
  });

  it('is not offered without the permission', async () => {
    await renderDesk({ '/staff': StaffPage }, '/staff', ['read_staff', 'update_staff']);
    await userEvent.click(await screen.findByText('Ann'));
    await screen.findByRole('button', { name: 'Disable' });
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  });
});
