import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { type JsonClient, jsonClient } from '@/shared/api/jsonClient';
import { Confirmations, confirmedFetch } from '@/shared/auth/factor/confirmations';
import type { Proof } from '@/shared/auth/factor/proof';
import { server } from '../kit/server';

const WITHDRAWALS = '*/api/portal/withdrawals';
const APP: Proof = { method: 'totp', answer: '123456' };
const PASSKEY: Proof = { method: 'passkey', answer: 'e30' };

const refusal = (status: number, code: string, facts: object = {}) =>
  HttpResponse.json({ code, message: '', field: null, facts, request_id: 'r' }, { status });

/** A server that wants a second factor, with a fresh challenge each time it asks. */
function guardedServer(good: string) {
  const seen: { factor: string | null; key: string | null; body: unknown }[] = [];
  let challenges = 0;
  server.use(
    http.post(WITHDRAWALS, async ({ request }) => {
      const factor = request.headers.get('X-Fairlead-Factor');
      seen.push({
        factor,
        key: request.headers.get('Idempotency-Key'),
        body: await request.json(),
      });
      if (factor === good) return HttpResponse.json({ id: 'wdr_1' });
      if (factor) return refusal(400, 'factor_wrong', { attempts_left: 4 });
      challenges += 1;
      const passkey = { challenge: `c${challenges}`, allowCredentials: [] };
      return refusal(403, 'factor_required', { methods: ['passkey', 'totp', 'sms'], passkey });
    }),
  );
  return seen;
}

/** Answers the questions in turn, and notes what was asked. */
function answering(confirmations: Confirmations, ...answers: (Proof | null)[]) {
  const asked: (string | null)[] = [];
  confirmations.subscribe(() => {
    const { question } = confirmations;
    if (!question) return;
    asked.push(question.problem?.code ?? question.asked.passkey?.challenge ?? null);
    question.answer(answers.shift() ?? null);
  });
  return asked;
}

function confirmed(): { confirmations: Confirmations; api: JsonClient } {
  const confirmations = new Confirmations();
  const plain = (request: Request) => globalThis.fetch(request);
  return { confirmations, api: jsonClient(confirmedFetch(plain, confirmations)) };
}

const withdraw = (api: JsonClient) =>
  api.post('/api/portal/withdrawals', { amount: '60.00' }, { idempotencyKey: 'key-12345' });

describe('a call that must be confirmed', () => {
  it('is sent again as it was, with what was shown', async () => {
    const seen = guardedServer('totp 123456');
    const { confirmations, api } = confirmed();
    answering(confirmations, APP);
    expect(await withdraw(api)).toEqual({ id: 'wdr_1' });
    const same = { key: 'key-12345', body: { amount: '60.00' } };
    expect(seen).toEqual([
      { factor: null, ...same },
      { factor: 'totp 123456', ...same },
    ]);
    expect(confirmations.question).toBeNull();
  });

  it('asks again after a wrong answer', async () => {
    guardedServer('totp 123456');
    const { confirmations, api } = confirmed();
    const asked = answering(confirmations, { method: 'totp', answer: '000000' }, APP);
    await withdraw(api);
    expect(asked).toEqual(['c1', 'factor_wrong']);
  });

  it('gets another challenge when a passkey would not do', async () => {
    const seen = guardedServer('totp 123456');
    const { confirmations, api } = confirmed();
    const challenges: (string | undefined)[] = [];
    confirmations.subscribe(() =>
      challenges.push(confirmations.question?.asked.passkey?.challenge),
    );
    answering(confirmations, PASSKEY, APP);
    await withdraw(api);
    expect(seen.map(({ factor }) => factor)).toEqual([null, 'passkey e30', null, 'totp 123456']);
    expect(challenges).toEqual(['c1', 'c2', undefined]);
  });

  it('fails with the question itself when the person declines', async () => {
    const seen = guardedServer('totp 123456');
    const { confirmations, api } = confirmed();
    answering(confirmations, null);
    await expect(withdraw(api)).rejects.toMatchObject({ code: 'factor_required' });
    expect(seen).toHaveLength(1);
    expect(confirmations.question).toBeNull();
  });

  it('passes on every other refusal, asked or repeated', async () => {
    const { confirmations, api } = confirmed();
    const asked = answering(confirmations);
    server.use(http.post(WITHDRAWALS, () => refusal(403, 'permission_missing')));
    await expect(withdraw(api)).rejects.toMatchObject({ code: 'permission_missing' });
    expect(asked).toEqual([]);
  });

  it('waits until another call has been confirmed', async () => {
    guardedServer('totp 123456');
    const { confirmations, api } = confirmed();
    const asked = answering(confirmations, APP, APP);
    await Promise.all([withdraw(api), withdraw(api)]);
    expect(asked).toHaveLength(2);
  });
});
