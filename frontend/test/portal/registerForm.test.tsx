import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { RegisterForm } from '@/portal/features/registration/RegisterForm';
import type { Kind } from '@/portal/features/registration/registration';
import { secondsUntil } from '@/portal/features/registration/useEmailCode';
import type { Agreement } from '@/portal/records/Agreements';
import type { DesignedField } from '@/shared/forms/designed/design';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';

const AGREEMENTS = [
  { document: 'terms', version: '3', title: { en: 'Terms' }, url: null, text: { en: 'Be fair.' } },
];
const onDone = vi.fn();

const IB_AGREEMENT = { ...AGREEMENTS[0], document: 'ib', title: { en: 'IB terms' } } as Agreement;
const COMPANY: DesignedField = {
  ...{ key: 'company', label: { en: 'Company' }, type: 'text', required: true, check: 'none' },
  ...{ sensitive: false, help: {}, placeholder: {}, group: '', choices: [], decimals: 0 },
  ...{ min_length: null, max_length: null, minimum: null, maximum: null },
  ...{ earliest: null, latest: null },
};
const ASKED = {
  trader: { agreements: AGREEMENTS, form: { fields: [], groups: [] } },
  ib: { agreements: [...AGREEMENTS, IB_AGREEMENT], form: { fields: [COMPANY], groups: [] } },
};
const formFor = (kind: Kind) => () => (
  <RegisterForm asked={ASKED} kind={kind} onKind={() => undefined} onDone={onDone} />
);
const open = (address = '/list', kind: Kind = 'trader') =>
  renderPage(formFor(kind), address, 'en', ['portal-registration', 'portal-records']);
// By label, not by role: with hundreds of countries on the page a search by role takes seconds.
const field = (name: string) => screen.getByLabelText(new RegExp(`^${name}`));
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

function registrations(answer: () => Response) {
  const seen: Record<string, unknown>[] = [];
  server.use(
    http.post('*/api/portal/registrations', async ({ request }) => {
      seen.push((await request.json()) as Record<string, unknown>);
      return answer();
    }),
  );
  return seen;
}

async function fill() {
  type('Full name', 'Mia Wong');
  const nationality = screen.getByRole('combobox', { name: 'Nationality' });
  fireEvent.click(nationality);
  fireEvent.change(nationality, { target: { value: 'Cyprus' } });
  fireEvent.click(await screen.findByText('Cyprus'));
  type('Phone number', '99 123456');
  type('E-mail', 'mia@example.com');
  type('Code from the e-mail', '123456');
  type('Password', 'Copper-Lantern-77');
  fireEvent.click(screen.getByLabelText('I have read and accept: Terms'));
}

const send = () => fireEvent.click(screen.getByText('Register as trader'));

describe('the registration form', () => {
  it('sends what was typed, with the dialling code of the nationality and the versions accepted', async () => {
    const made = { request_id: 'reg_1', status: 'pending', referral_code_cleared: false };
    const seen = registrations(() => HttpResponse.json(made, { status: 201 }));
    await open();
    await fill();
    send();
    await waitFor(() => expect(onDone).toHaveBeenCalledWith(made, expect.anything()));
    expect(seen[0]).toMatchObject({
      kind: 'trader',
      name: 'Mia Wong',
      nationality: 'CY',
      phone: { country_code: '+357', number: '99 123456' },
      email_code: '123456',
      referral_code: null,
      language: 'en',
      consents: [{ document: 'terms', version: '3' }],
    });
  });

  it("asks introducing brokers the broker's own questions, and tells where they came from", async () => {
    const made = { request_id: 'reg_1', status: 'pending', referral_code_cleared: false };
    const seen = registrations(() => HttpResponse.json(made, { status: 201 }));
    await open('/list?source=spring', 'ib');
    await fill();
    const sendAsIb = () => fireEvent.click(screen.getByText('Register as introducing broker'));
    sendAsIb();
    expect(field('Company')).toHaveAccessibleDescription('This is required.');
    type('Company', 'Harbour');
    fireEvent.click(screen.getByLabelText('I have read and accept: IB terms'));
    sendAsIb();
    await waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({
      kind: 'ib',
      source: 'spring',
      answers: { company: 'Harbour' },
      consents: [{ document: 'terms' }, { document: 'ib' }],
    });
  });

  it.each([
    [
      400,
      'code_wrong',
      { field: 'code', facts: { tries_left: 3 } },
      'Code from the e-mail',
      'The code is wrong.',
    ],
    [
      409,
      'phone_taken',
      { field: 'phone' },
      'Phone number',
      'This phone number is already registered.',
    ],
    [
      409,
      'email_taken',
      { field: 'email' },
      'E-mail',
      'This e-mail address is already registered.',
    ],
  ])(
    'shows the refusal %i %s at its field',
    async (status, code, extra, name, words) => {
      registrations(() => refusal(status, code, extra));
      await open();
      await fill();
      send();
      await waitFor(() =>
        expect(field(name)).toHaveAccessibleDescription(expect.stringContaining(words)),
      );
      expect(field(name)).toHaveFocus();
    },
    20_000,
  );

  it('says what no list can tick off: that a password is guessed first', async () => {
    registrations(() =>
      refusal(400, 'password_weak', { field: 'password', facts: { missing: ['not_common'] } }),
    );
    await open();
    await fill();
    send();
    expect(await screen.findByText(/among the first that are guessed/)).toBeInTheDocument();
  });

  it('clears a code that does not refer, says so, and lets the person go on', async () => {
    server.use(
      http.get('*/registrations/referrals/:code', () => HttpResponse.json({ valid: false })),
    );
    await open('/list?ref=NOPE1234');
    expect(await screen.findByText(/NOPE1234 is not a valid code/)).toBeInTheDocument();
    expect(field('Referral code')).toHaveValue('');
  });

  it('voids the code when the address changes after it was sent', async () => {
    server.use(
      http.post('*/registrations/codes', () =>
        HttpResponse.json(
          { expires_at: '2030-01-01T00:10:00.000Z', resend_at: new Date(Date.now() + 60_000) },
          { status: 202 },
        ),
      ),
    );
    await open();
    type('E-mail', 'mia@example.com');
    fireEvent.click(screen.getByText('Send code'));
    expect(await screen.findByText('A code is on its way to mia@example.com.')).toBeInTheDocument();
    expect(screen.getByText(/^Again in \d+ s$/).closest('button')).toBeDisabled();
    type('E-mail', 'mia@example.com.cy');
    expect(screen.getByText('The address has changed. Send a new code to it.')).toBeInTheDocument();
  });
});

describe('the wait for another code', () => {
  it('is what the server says, within reason when clocks disagree', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(secondsUntil('2026-11-22T10:01:00Z', now)).toBe(60);
    expect(secondsUntil('2026-11-22T09:00:00Z', now)).toBe(0);
    expect(secondsUntil('2026-11-23T10:00:00Z', now)).toBe(600);
  });
});
