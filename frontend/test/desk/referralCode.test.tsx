import { useQuery } from '@tanstack/react-query';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { ReferralCodePanel } from '@/desk/features/clients/ReferralCodePanel';
import type { Client } from '@/desk/records/types';
import { useRead } from '@/desk/records/useList';
import { refusal, server } from '../kit/server';
import { renderDesk } from './kit';

const MAY = ['read_clients', 'update_clients'];
let code: string;
let sent: { replaces: string }[];

const client = () => ({ id: '48210735', status: 'active', referral: { code } });

beforeEach(() => {
  code = 'HARBOUR';
  sent = [];
  server.use(
    http.get('*/api/desk/clients/48210735', () => HttpResponse.json(client())),
    http.put('*/api/desk/clients/48210735/referral-code', async ({ request }) => {
      const wanted = (await request.json()) as { referral_code: string; replaces: string };
      sent.push(wanted);
      if (wanted.replaces !== code) {
        const about = { field: 'referral_code', facts: { now: code } };
        return refusal(409, 'referral_code_changed', about);
      }
      code = wanted.referral_code.toUpperCase();
      return HttpResponse.json(client());
    }),
  );
});

function Page() {
  const { data } = useQuery(useRead<Client>('/api/desk/clients/48210735'));
  return data ? <ReferralCodePanel client={data} /> : null;
}

async function opened() {
  await renderDesk({ '/client': Page }, '/client', MAY);
  await userEvent.click(await screen.findByRole('button', { name: 'Change' }));
  return screen.findByRole('dialog', { name: 'Change the referral code' });
}

async function typed(dialog: HTMLElement, text: string) {
  const field = within(dialog).getByRole('textbox');
  await userEvent.clear(field);
  await userEvent.type(field, text);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Change the code' }));
}

describe('changing a referral code', () => {
  it('sends the new code with the one it replaces, and shows it', async () => {
    const dialog = await opened();
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Tell the client' }));
    await typed(dialog, ' anchor ');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(sent).toEqual([{ referral_code: 'anchor', replaces: 'HARBOUR', tells: false }]);
    expect(await screen.findByText('ANCHOR')).toBeVisible();
  });

  it('refuses what is no code, and the code they have, before it is sent', async () => {
    const dialog = await opened();
    await typed(dialog, 'a-b');
    expect(dialog).toHaveTextContent('A referral code has 4 to 16 letters and digits.');
    await typed(dialog, 'harbour');
    expect(dialog).toHaveTextContent('This is the code they have.');
    expect(sent).toEqual([]);
  });

  it('shows the code that somebody else chose meanwhile, and then replaces that one', async () => {
    const dialog = await opened();
    code = 'LIGHTHOUSE';
    await typed(dialog, 'anchor');
    expect(await within(dialog).findByText(/it is LIGHTHOUSE now/)).toBeVisible();
    expect(await within(dialog).findByText(/codes with LIGHTHOUSE refer nobody/)).toBeVisible();
    await typed(dialog, 'anchor');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(sent.map(({ replaces }) => replaces)).toEqual(['HARBOUR', 'LIGHTHOUSE']);
  });

  it('is not offered without the permission', async () => {
    await renderDesk({ '/client': Page }, '/client', ['read_clients']);
    expect(await screen.findByText('HARBOUR')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
  });
});
