import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { AskDialog } from '@/desk/features/clients/asking/AskDialog';
import type { AskedFor } from '@/desk/features/clients/asking/asking';
import type { Client } from '@/desk/records/types';
import { refusal, server } from '../kit/server';
import { renderDesk } from './kit';

const CLIENT = { id: '10000001', name: 'Lin Wei', status: 'active' } as Client;
const of = (what: string) => `*/api/desk/clients/10000001/${what}`;
const money = (amount: string, currency = 'USD') => ({ amount, currency });
const account = (id: string, login: string, change = {}) => ({
  id,
  login,
  kind: 'live',
  status: 'active',
  currency: 'USD',
  server: { id: 'live', name: 'Live' },
  ...change,
});
const METHOD = {
  id: 'wire',
  kind: 'manual',
  icon: 'bank',
  name: { en: 'Bank wire' },
  instructions: {},
  converts: false,
  fields: [],
};

/** What the client has: two wallets, one account that counts and two that do not. */
function offered(path: string) {
  const sent: unknown[] = [];
  const list = (what: string, items: unknown[]) =>
    http.get(of(what), () => HttpResponse.json({ items, next_cursor: null }));
  const terms = { min: money('10'), max: money('5000'), fee_percent: '0', fee_cap: null };
  const limits = { minimum: '10', maximum: '5000', fee_percent: '0', fee_cap: null, decimals: 2 };
  server.use(
    list('wallets', [
      { currency: 'USD', available: money('500.00') },
      { currency: 'EUR', available: money('0.00', 'EUR') },
    ]),
    list('accounts', [
      account('tac_1', '800001'),
      account('tac_2', '500001', { kind: 'demo' }),
      account('tac_3', '800002', { status: 'archived' }),
      account('tac_4', '800003', { currency: 'EUR' }),
    ]),
    list('withdrawal-details', [
      { id: 'wdd_1', method_id: 'wire', label: 'Salary account', status: 'approved' },
    ]),
    list('withdrawal-methods', [{ ...METHOD, currencies: [{ currency: 'USD', ...terms }] }]),
    list('deposit-methods', [
      {
        ...METHOD,
        currencies: [
          { currency: 'USD', ...limits },
          { currency: 'GBP', ...limits },
        ],
      },
    ]),
    http.post(of(path), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ id: 'req_1', type: path, status: 'pending' }, { status: 201 });
    }),
  );
  return sent;
}

async function open(what: AskedFor) {
  const page = () => <AskDialog client={CLIENT} what={what} onClose={() => undefined} />;
  const desk = await renderDesk({ '/clients': page }, '/clients', ['create_requests']);
  await screen.findByRole('textbox', { name: 'Amount' });
  return desk;
}

async function choose(label: string, option: string) {
  await userEvent.click(screen.getByRole('combobox', { name: label }));
  const name = new RegExp(option);
  await userEvent.click(await screen.findByRole('option', { name, hidden: true }));
}

async function ask(amount: string) {
  await userEvent.type(screen.getByRole('textbox', { name: 'Amount' }), amount);
  await userEvent.click(screen.getByRole('button', { name: 'Ask for it' }));
}

describe('asking for a withdrawal of a client', () => {
  it('takes the money from a wallet', async () => {
    const sent = offered('withdrawals');
    const desk = await open('withdrawal');
    await choose('Pay to', 'Salary account');
    await ask('50');
    await waitFor(() => expect(desk.address()).toBe('/approvals/req_1'));
    expect(sent).toMatchObject([{ source: { type: 'wallet', currency: 'USD' }, amount: '50' }]);
  });

  it('takes it straight off a trading account, of those that are open for real money', async () => {
    const sent = offered('withdrawals');
    await open('withdrawal');
    await userEvent.click(screen.getByRole('combobox', { name: 'Withdraw from' }));
    const list = await screen.findByRole('listbox', { name: 'Withdraw from', hidden: true });
    expect(within(list).getAllByRole('option', { hidden: true })).toHaveLength(4);
    await userEvent.click(within(list).getByRole('option', { name: /800001/, hidden: true }));
    await choose('Pay to', 'Salary account');
    await ask('50');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      source: { type: 'account', account_id: 'tac_1', currency: 'USD' },
      details_id: 'wdd_1',
    });
  });
});

describe('asking for a deposit of a client', () => {
  it('leaves it in the wallet unless an account is chosen', async () => {
    const sent = offered('deposits');
    await open('deposit');
    await ask('50');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ currency: 'USD', account_id: null });
  });

  it('takes it straight to an account of the same currency', async () => {
    const sent = offered('deposits');
    await open('deposit');
    await choose('Pay into', '800001');
    await ask('50');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ currency: 'USD', account_id: 'tac_1' });
  });

  it('forgets the account when the currency becomes another', async () => {
    const sent = offered('deposits');
    await open('deposit');
    await choose('Pay into', '800001');
    await choose('Currency', 'GBP');
    expect(screen.queryByRole('combobox', { name: 'Pay into' })).toBeNull();
    await ask('50');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ currency: 'GBP', account_id: null });
  });
});

describe('sending money of a client to another one', () => {
  it('asks for the server of an account whose number is on several', async () => {
    offered('transfers');
    const sent: { target: { recipient: { server: string | null } } }[] = [];
    const servers = [
      { id: 'live', name: 'Meridian Live' },
      { id: 'second', name: 'Meridian Second' },
    ];
    server.use(
      http.post(of('transfers'), async ({ request }) => {
        const body = (await request.json()) as (typeof sent)[number];
        sent.push(body);
        if (body.target.recipient.server === null) {
          return refusal(400, 'recipient_ambiguous', { field: 'recipient', facts: { servers } });
        }
        return HttpResponse.json({ id: 'ctr_1', type: 'transfer', status: 'pending' });
      }),
    );
    const desk = await open('sending');
    await userEvent.click(screen.getByRole('radio', { name: "Recipient's trading account" }));
    await userEvent.type(
      screen.getByRole('textbox', { name: /Number of the recipient's account/ }),
      '800009',
    );
    await ask('50');
    expect(await screen.findByText(/is on several servers/)).toBeInTheDocument();
    await choose('Server of the account', 'Meridian Second');
    await userEvent.click(screen.getByRole('button', { name: 'Ask for it' }));
    await waitFor(() => expect(desk.address()).toBe('/approvals/ctr_1'));
    expect(sent.map(({ target }) => target.recipient)).toEqual([
      { by: 'account', number: '800009', server: null },
      { by: 'account', number: '800009', server: 'second' },
    ]);
  });
});
