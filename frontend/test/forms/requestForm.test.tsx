import { TextInput } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { useApi } from '@/shared/auth/context';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { amount, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { renderPage } from '../kit/render';
import { refusal, server } from '../kit/server';

function WithdrawForm() {
  const { t } = useTranslation('common');
  const api = useApi();
  const [sent, setSent] = useState(0);
  const schema = useMemo(
    () =>
      z.object({
        amount: amount(t, () => ({ currency: 'USD', min: '10.00', max: '500.00', tag: 'en-GB' })),
        note: required(t),
      }),
    [t],
  );
  const { form, onSubmit, busy, problem, again } = useRequestForm({
    schema,
    initialValues: { amount: '', note: '' },
    send: (values, idempotencyKey) =>
      api.post('/api/portal/withdrawals', values, { idempotencyKey }),
    onSent: () => setSent((count) => count + 1),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <AmountInput label="Amount" currency="USD" max="500.00" {...form.getInputProps('amount')} />
      <TextInput label="Note" {...form.getInputProps('note')} />
      <FormProblem problem={problem} />
      <button type="submit" aria-busy={busy}>
        Send
      </button>
      <button type="button" onClick={again}>
        Another
      </button>
      <output>{sent} sent</output>
    </form>
  );
}

/** Records what arrives and answers with the given responses in turn, the last one for ever. */
function withdrawals(...answers: (() => Response)[]) {
  const seen: { key: string | null; body: unknown }[] = [];
  server.use(
    http.post('*/api/portal/withdrawals', async ({ request }) => {
      seen.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() });
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      return answer ? answer() : HttpResponse.json({}, { status: 201 });
    }),
  );
  return seen;
}

const done = () => HttpResponse.json({}, { status: 201 });

async function fill(value = '25.00') {
  await userEvent.type(screen.getByLabelText('Amount'), value);
  await userEvent.type(screen.getByLabelText('Note'), 'Rent');
}

const send = () => userEvent.click(screen.getByRole('button', { name: 'Send' }));

describe('a form', () => {
  it('shows the server’s refusal at its field and puts the cursor there', async () => {
    withdrawals(() => refusal(409, 'insufficient_funds', { field: 'amount' }));
    await renderPage(WithdrawForm);
    await fill();
    await send();
    const field = screen.getByLabelText('Amount');
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription('There is not enough money available.'),
    );
    expect(field).toBeInvalid();
    expect(field).toHaveFocus();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('places every refused field when the server names several', async () => {
    const errors = [
      { field: 'amount', problem: 'missing' },
      { field: 'note', problem: 'string_too_long' },
    ];
    withdrawals(() => refusal(400, 'input_invalid', { field: 'amount', facts: { errors } }));
    await renderPage(WithdrawForm);
    await fill();
    await send();
    await waitFor(() =>
      expect(screen.getByLabelText('Note')).toHaveAccessibleDescription('This is too long.'),
    );
    expect(screen.getByLabelText('Amount')).toHaveAccessibleDescription('This is required.');
  });

  it('says above the button what belongs to no field, with the request id when we are at fault', async () => {
    withdrawals(() => refusal(502, 'some_new_code'));
    await renderPage(WithdrawForm);
    await fill();
    await send();
    expect(await screen.findByRole('alert')).toHaveTextContent('Something failed on our side');
    expect(screen.getByRole('alert')).toHaveTextContent('req_test');
  });

  it('sends once while the answer is on its way, however often it is clicked', async () => {
    const seen = withdrawals(done);
    await renderPage(WithdrawForm);
    await fill();
    const button = screen.getByRole('button', { name: 'Send' });
    button.click();
    button.click();
    expect(await screen.findByText('1 sent')).toBeInTheDocument();
    expect(seen.map(({ body }) => body)).toEqual([{ amount: '25.00', note: 'Rent' }]);
  });

  it('sends under one key until another request is begun', async () => {
    const seen = withdrawals(() => refusal(503, 'store_unavailable'), done);
    await renderPage(WithdrawForm);
    await fill();
    await send();
    await screen.findByRole('alert');
    await send();
    await screen.findByText('1 sent');
    await send();
    await screen.findByText('2 sent');
    await userEvent.click(screen.getByRole('button', { name: 'Another' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('');
    await fill();
    await send();
    await screen.findByText('3 sent');
    const keys = seen.map(({ key }) => key);
    expect(keys[0]).toMatch(/^[\w-]{8,64}$/);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it.each([
    ['0', 'The amount must be more than zero.'],
    ['9.99', 'At least 10.00\u00a0USD.'],
    ['500.01', 'At most 500.00\u00a0USD.'],
  ])('refuses an amount of %s before sending', async (value, words) => {
    const seen = withdrawals(done);
    await renderPage(WithdrawForm);
    await fill(value);
    await send();
    const description = screen.getByLabelText('Amount').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(description.split(' ')[0] ?? '')?.textContent).toBe(words);
    expect(seen).toHaveLength(0);
  });
});

describe('the amount field', () => {
  it('takes no more decimals than the currency has', async () => {
    await renderPage(WithdrawForm);
    await userEvent.type(screen.getByLabelText('Amount'), '12.345');
    expect(screen.getByLabelText('Amount')).toHaveValue('12.34');
  });

  it('fills in everything there is', async () => {
    await renderPage(WithdrawForm);
    await userEvent.click(screen.getByRole('button', { name: 'Max' }));
    expect(screen.getByLabelText('Amount')).toHaveValue('500.00');
  });
});
