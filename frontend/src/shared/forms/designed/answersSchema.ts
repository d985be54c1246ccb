/** The answers to a designed form as part of a form's schema, with each fault at its field. */
import * as z from 'zod/mini';
import { type AnswerProblem, problemOf } from './checks';
import { type AnswerValues, type DesignedField, todayText } from './design';

/** `fields` are read when checking: they may depend on what else was chosen. */
export const answersSchema = (
  fields: () => readonly DesignedField[],
  say: (problem: AnswerProblem) => string,
) =>
  z.record(z.string(), z.unknown()).check((context) => {
    const today = todayText();
    for (const field of fields()) {
      const found = problemOf(field, (context.value as AnswerValues)[field.key], today);
      if (!found) continue;
      context.issues.push({
        code: 'custom',
        message: say(found),
        path: [field.key],
        input: context.value,
      });
    }
  });
