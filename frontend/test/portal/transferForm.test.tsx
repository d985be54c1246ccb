import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeAll, describe, expect, it } from 'vitest';
import { TransferForm } from '@/portal/features/transfers/TransferForm';
import {
  accountsFor,
  availableOf,
  betweenWallets,
  directionsOf,
} from '@/portal/features/transfers/transfer';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';
import { account, connectPortal, wallet } from './kit';

beforeAll(connectPortal);

function Form() {
  return (
    <TransferForm
      wallets={[wallet('500.00')]}
      accounts={[account('900.00', '100.00')]}
      directions={['to_account', 'from_account']}
    />
  );
}

function transfers(answer: () => Response) {
  const seen: unknown[] = [];
  server.use(
    http.post('*/api/portal/transfers', async ({ request }) => {
      seen.push(await request.json());
      return answer();
    }),
  );
  return seen;
}

const open = () => renderPage(Form, '/list', 'en', ['portal-transfers', 'portal-records']);
const send = () => userEvent.click(screen.getByRole('button', { name: 'Transfer now' }));
const amount = () => screen.getByRole('textbox', { name: 'Amount' });

describe('the transfer form', () => {
  it('sends money from the wallet to the account and goes to what becomes of it', async () => {
    const seen = transfers(() => HttpResponse.json({ id: 'tra_1' }, { status: 201 }));
    const { address } = await open();
    await userEvent.type(amount(), '120.5');
    await send();
    await waitFor(() => expect(address()).toBe('/funds/transfers/tra_1'));
    expect(seen).toEqual([
      {
        source: { type: 'wallet', currency: 'USD' },
        target: { type: 'account', account_id: 'tac_1' },
        amount: '120.5',
        currency: 'USD',
      },
    ]);
  });

  it('turns the sides round, and offers what is free on the account without its credit', async () => {
    const seen = transfers(() => HttpResponse.json({ id: 'tra_2' }, { status: 201 }));
    await open();
    await userEvent.click(screen.getByRole('radio', { name: 'Account to wallet' }));
    await userEvent.click(screen.getByRole('button', { name: 'Max' }));
    expect(amount()).toHaveValue('800.00');
    await send();
    await waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({
      source: { type: 'account', account_id: 'tac_1' },
      target: { type: 'wallet', currency: 'USD' },
    });
  });

  it('refuses more than there is before sending', async () => {
    const seen = transfers(() => HttpResponse.json({ id: 'tra_3' }, { status: 201 }));
    await open();
    await userEvent.type(amount(), '500.01');
    await send();
    expect(await screen.findByText('At most 500.00 USD.')).toBeInTheDocument();
    expect(seen).toHaveLength(0);
  });

  it('puts what the server knows better at its field', async () => {
    transfers(() =>
      refusal(409, 'free_margin_too_low', {
        field: 'amount',
        facts: { free: '12.00', asked: '50.00', currency: 'USD' },
      }),
    );
    await open();
    await userEvent.type(amount(), '50');
    await send();
    expect(await screen.findByText(/Only 12.00 USD can leave the account/)).toBeInTheDocument();
    expect(amount()).toHaveFocus();
  });
});

describe('accounts to transfer with', () => {
  it('are live, active, not barred, and have a wallet in their currency', () => {
    const good = account('1.00');
    const others = [
      { ...good, kind: 'demo' as const },
      { ...good, status: 'disabled' as const },
      { ...good, flags: { ...good.flags, transfer: false } },
      { ...good, currency: 'JPY' },
    ];
    const found = accountsFor([good, ...others], [wallet('1.00')], ['to_account']);
    expect(found).toEqual([good]);
  });

  it('are none that can only give where money may only go to accounts', () => {
    const good = account('1.00');
    const giving = { ...good, flags: { ...good.flags, deposit: false } };
    expect(accountsFor([giving], [wallet('1.00')], ['to_account'])).toEqual([]);
    expect(accountsFor([giving], [wallet('1.00')], ['from_account'])).toEqual([giving]);
  });

  it('offer nothing below zero, and nothing at all without figures', () => {
    expect(availableOf('from_account', account('10.00', '25.00'), [])?.amount).toBe('0');
    expect(availableOf('from_account', { ...account('1.00'), figures: null }, [])).toBeNull();
  });
});

describe('what the broker leaves open', () => {
  it('is each way between wallet and account whose two ends are open', () => {
    const both = ['wallet', 'trading_account'] as const;
    const open = (sources: readonly (typeof both)[number][], targets: typeof sources) => ({
      sources: [...sources],
      targets: [...targets],
    });
    expect(directionsOf(open(both, both))).toEqual(['to_account', 'from_account']);
    expect(directionsOf(open(['wallet'], ['trading_account']))).toEqual(['to_account']);
    expect(directionsOf(open(['wallet'], ['wallet']))).toEqual([]);
    expect(betweenWallets(open(['wallet'], ['wallet']))).toBe(true);
    expect(betweenWallets(open(both, ['trading_account']))).toBe(false);
  });
});
