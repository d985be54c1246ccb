import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { ApiError } from '@/shared/api/ApiError';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { problemOf } from '@/shared/forms/designed/checks';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import {
  type AnswerValues,
  type DesignedField,
  dayOf,
  type FormDesign,
  givenAnswers,
  startingAnswers,
} from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { renderPage } from '../kit/render';

const field = (more: Partial<DesignedField> = {}): DesignedField => ({
  key: 'one',
  label: { en: 'One', zh: '一' },
  type: 'text',
  required: true,
  check: 'none',
  sensitive: false,
  help: {},
  placeholder: {},
  group: '',
  choices: [],
  min_length: null,
  max_length: null,
  minimum: null,
  maximum: null,
  decimals: 0,
  earliest: null,
  latest: null,
  ...more,
});
const OFFERED = [
  { key: 'red', label: { en: 'Red' } },
  { key: 'blue', label: { en: 'Blue' } },
];
const TODAY = '2026-11-29';

describe('an answer', () => {
  it.each<[Partial<DesignedField>, string | boolean | string[] | null, string | null]>([
    [{}, '  ', 'missing'],
    [{ required: false }, '  ', null],
    [{}, 'x'.repeat(201), 'too_long'],
    [{ min_length: 3 }, 'ab', 'too_short'],
    [{ check: 'letters' }, 'مُحَمَّد علي', null],
    [{ check: 'letters' }, 'Anna2', 'pattern'],
    [{ check: 'latin' }, 'Łukasz', null],
    [{ check: 'web_address' }, 'javascript:x', 'pattern'],
    [{ type: 'number' }, '1.5', 'too_precise'],
    [{ type: 'number', decimals: 2 }, '1.50', null],
    [{ type: 'number', minimum: '-5' }, '-6', 'too_small'],
    [{ type: 'number', maximum: '9.5', decimals: 1 }, '9.6', 'too_large'],
    [{ type: 'number', maximum: '100' }, '99', null],
    [{ type: 'date', latest: 'today-18y' }, '2008-11-30', 'too_late'],
    [{ type: 'date', latest: 'today-18y' }, '2008-11-29', null],
    [{ type: 'date', earliest: 'today' }, '2026-11-28', 'too_early'],
    [{ type: 'choices', choices: OFFERED }, [], 'missing'],
    [{ type: 'yes_no' }, null, 'missing'],
    [{ type: 'yes_no' }, false, null],
  ])('to %o that is %o is %s', (declared, answer, code) => {
    expect(problemOf(field(declared), answer, TODAY)?.code ?? null).toBe(code);
  });

  it.each([
    ['today', '2024-02-29'],
    ['today+1d', '2024-03-01'],
    ['today-18y', '2006-02-28'],
    ['today+10m', '2024-12-29'],
    ['2020-01-31', '2020-01-31'],
  ])('may be limited by %s, counted from the day', (limit, day) => {
    expect(dayOf(limit, '2024-02-29')).toBe(day);
  });

  it('is sent trimmed, and not at all when it is empty or of another form', () => {
    const fields = [field(), field({ key: 'two' }), field({ key: 'no', type: 'yes_no' })];
    const values = { one: ' a ', two: ' ', no: false, strange: 'x' };
    expect(givenAnswers(fields, values)).toEqual({ one: 'a', no: false });
  });
});

const DESIGN: FormDesign = {
  groups: [{ key: 'trade', title: { en: 'Trading' }, help: { en: 'About trading.' } }],
  fields: [
    field({ key: 'name', label: { en: 'Name on passport' }, check: 'latin' }),
    field({ key: 'years', label: { en: 'Years' }, type: 'number', group: 'trade' }),
    field({ key: 'colour', label: { en: 'Colour' }, type: 'choice', choices: OFFERED }),
    field({ key: 'both', label: { en: 'Both' }, type: 'choices', choices: OFFERED }),
    field({ key: 'sure', label: { en: 'Sure' }, type: 'yes_no' }),
    field({ key: 'born', label: { en: 'Born' }, type: 'date', required: false }),
  ],
};

const sent = vi.fn();

function Form({ refuse }: { refuse?: ApiError }) {
  const say = useAnswerWords();
  const [schema] = useState(() => z.object({ answers: answersSchema(() => DESIGN.fields, say) }));
  const { form, onSubmit } = useRequestForm<{ answers: AnswerValues }, null>({
    schema,
    initialValues: { answers: startingAnswers(DESIGN.fields) },
    send: async ({ answers }) => {
      if (refuse) throw refuse;
      sent(givenAnswers(DESIGN.fields, answers));
      return null;
    },
    onSent: () => undefined,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <DynamicForm design={DESIGN} {...answersOf(form)} />
      <button type="submit">Send</button>
    </form>
  );
}

function fill() {
  fireEvent.change(screen.getByLabelText(/^Name on passport/), { target: { value: 'Ann' } });
  fireEvent.change(screen.getByLabelText(/^Years/), { target: { value: '٣' } });
  fireEvent.click(screen.getByRole('radio', { name: 'Blue' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Red' }));
  fireEvent.click(screen.getByRole('radio', { name: 'No' }));
}

describe('a designed form', () => {
  it('stands in its groups and sends what was answered, digits of any script as digits', async () => {
    await renderPage(() => <Form />);
    expect(screen.getByRole('group', { name: 'Trading' })).toHaveTextContent('About trading.');
    fill();
    fireEvent.click(screen.getByText('Send'));
    await waitFor(() =>
      expect(sent).toHaveBeenCalledWith({
        name: 'Ann',
        years: '3',
        colour: 'blue',
        both: ['red'],
        sure: false,
      }),
    );
  });

  it('names every fault at its field and goes to the first', async () => {
    sent.mockClear();
    await renderPage(() => <Form />);
    fireEvent.change(screen.getByLabelText(/^Name on passport/), { target: { value: '李' } });
    fireEvent.click(screen.getByText('Send'));
    expect(screen.getByLabelText(/^Name on passport/)).toHaveAccessibleDescription(
      /Latin letters only/,
    );
    expect(screen.getAllByText('This is required.')).toHaveLength(4);
    expect(screen.getByLabelText(/^Name on passport/)).toHaveFocus();
    expect(sent).not.toHaveBeenCalled();
  });

  it("shows the server's refusal at its field with the limit of that field", async () => {
    const refusal = new ApiError(400, {
      code: 'answers_invalid',
      message: '',
      field: 'answers.born',
      facts: {
        errors: [
          { field: 'answers.born', problem: 'too_late', facts: { limit: '2008-11-29' } },
          { field: 'answers.years', problem: 'too_small', facts: { limit: '5' } },
        ],
      },
      request_id: null,
    });
    await renderPage(() => <Form refuse={refusal} />);
    fill();
    fireEvent.click(screen.getByText('Send'));
    expect(await screen.findByText('The date must be 29 Nov 2008 or earlier.')).toBeInTheDocument();
    expect(screen.getByText('The smallest number allowed is 5.')).toBeInTheDocument();
  });

  it('reads as labels with answers in words, in the language of the reader', async () => {
    const design = { ...DESIGN, fields: [field(), ...DESIGN.fields.slice(2)] };
    const answers = { one: 'a', colour: 'blue', both: ['red', 'blue'], sure: true };
    await renderPage(() => <AnswerList design={design} answers={answers} />, '/list', 'zh');
    expect(screen.getByText('一')).toBeInTheDocument();
    expect(screen.getByText('Blue')).toBeInTheDocument();
    expect(screen.getByText('Red和Blue')).toBeInTheDocument();
    expect(screen.getByText('是')).toBeInTheDocument();
    expect(screen.getByText('—')).toBeInTheDocument();
  });
});
