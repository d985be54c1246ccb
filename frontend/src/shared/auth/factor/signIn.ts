/** The second step of a sign-in: what the refusal of the first one leads to. */
import { ApiError } from '@/shared/api/ApiError';
import { type Asked, askedBy } from './proof';

export type SecondStep =
  | { kind: 'confirm'; ticket: string; asked: Asked }
  | { kind: 'setup'; ticket: string };

/** The step that a sign-in leads to, or null when it let the person in at once. */
export const orSecondStep = (signIn: Promise<unknown>): Promise<SecondStep | null> =>
  signIn.then(
    () => null,
    (thrown: unknown) => {
      const second = secondStepOf(thrown);
      if (!second) throw thrown;
      return second;
    },
  );

/** The step that `thrown` asks for, or null when it is another problem. */
export function secondStepOf(thrown: unknown): SecondStep | null {
  if (!(thrown instanceof ApiError) || typeof thrown.facts.ticket !== 'string') return null;
  const { ticket } = thrown.facts;
  if (thrown.code === 'factor_setup_required') return { kind: 'setup', ticket };
  const asked = askedBy(thrown);
  return asked && { kind: 'confirm', ticket, asked };
}
