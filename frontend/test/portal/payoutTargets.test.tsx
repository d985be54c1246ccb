import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Onward } from '@/portal/features/commissions/Onward';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';
import { connectPortal } from './kit';

beforeAll(connectPortal);

let sheet: { to_accounts: boolean; targets: Record<string, unknown>[] };
let sent: unknown[];

const target = (changes: Record<string, unknown> = {}) => ({
  currency: 'USD',
  account_id: null,
  login: null,
  counts_from: null,
  by_staff: false,
  problem: null,
  ...changes,
});

const account = (login: number, changes: Record<string, unknown> = {}) => ({
  id: `tac_${login}`,
  login,
  currency: 'USD',
  kind: 'live',
  status: 'active',
  flags: { deposit: true, withdrawal: true, transfer: false },
  ...changes,
});

const day = {
  day: '2026-03-02',
  earned: { amount: '12.00', currency: 'USD' },
  sent: { amount: '10.00', currency: 'USD' },
  account_id: 'tac_9001',
  login: 9001,
  at: '2026-03-03T00:10:00Z',
  transfer_id: 'tra_1',
  state: 'arrived',
  stays: 'wallet_short',
};

beforeEach(() => {
  sheet = { to_accounts: true, targets: [target()] };
  sent = [];
  server.use(
    http.get('*/api/portal/payout-targets', () => HttpResponse.json(sheet)),
    http.get('*/api/portal/accounts', () =>
      HttpResponse.json({
        items: [
          account(9001),
          account(9002, { currency: 'EUR' }),
          account(9003, { status: 'disabled' }),
          account(9004, { flags: { deposit: false, withdrawal: true, transfer: true } }),
        ],
        next_cursor: null,
      }),
    ),
    http.get('*/api/portal/commissions/onward', () =>
      HttpResponse.json({ items: [day], next_cursor: null }),
    ),
    http.put('*/api/portal/payout-targets/USD', async ({ request }) => {
      sent.push(await request.json());
      const chosen = target({ account_id: 'tac_9001', login: 9001, counts_from: '2026-03-02' });
      sheet = { to_accounts: true, targets: [chosen] };
      return HttpResponse.json(chosen);
    }),
  );
});

const opened = () => renderPage(() => <Onward />, '/list', 'en', ['commissions']);

async function dialogOf() {
  await opened();
  await userEvent.click(await screen.findByRole('button', { name: 'Change: USD' }));
  return screen.findByRole('dialog', { name: 'Where commissions in USD go' });
}

describe('where commissions go', () => {
  it('offers the accounts of the currency that can be paid in to, also without leave to transfer', async () => {
    const dialog = await dialogOf();
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'They go to' }));
    const options = await screen.findAllByRole('option', { hidden: true });
    expect(options.map((one) => one.textContent)).toEqual(['Wallet', 'Account \u20689001\u2069']);
  });

  it('sends the choice once, and shows from which day on it counts', async () => {
    const dialog = await dialogOf();
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'They go to' }));
    await userEvent.click(await screen.findByRole('option', { name: /9001/, hidden: true }));
    await userEvent.dblClick(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('from 2 Mar 2026 on')).toBeVisible();
    expect(sent).toEqual([{ account_id: 'tac_9001' }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says at the field when the account cannot take part any more', async () => {
    server.use(
      http.put('*/api/portal/payout-targets/USD', () =>
        refusal(400, 'account_not_allowed', {
          field: 'account_id',
          facts: { problem: 'disabled' },
        }),
      ),
    );
    const dialog = await dialogOf();
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'They go to' }));
    await userEvent.click(await screen.findByRole('option', { name: /9001/, hidden: true }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('This account is disabled.')).toBeVisible();
  });

  it('says why an account could take nothing, and keeps it where the broker pays to wallets alone', async () => {
    const kept = target({ account_id: 'tac_9003', login: 9003, problem: 'disabled' });
    sheet = { to_accounts: false, targets: [{ ...kept, counts_from: '2026-03-01' }] };
    await opened();
    expect(await screen.findByText('The account is closed')).toBeVisible();
    expect(screen.getByText(/What was chosen is kept/)).toBeVisible();
  });

  it('tells of each day what became of it, where an account was chosen once', async () => {
    sheet = { to_accounts: true, targets: [target({ counts_from: '2026-03-01' })] };
    await opened();
    expect(await screen.findByText('On the account')).toBeVisible();
    expect(screen.getByText('The wallet had no more')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open' })).toHaveAttribute(
      'href',
      '/funds/transfers/tra_1',
    );
  });

  it('is not there where nothing can be chosen and nothing was', async () => {
    sheet = { to_accounts: false, targets: [target()] };
    await opened();
    await waitFor(() => expect(screen.queryByText('Where commissions go')).not.toBeInTheDocument());
  });
});
