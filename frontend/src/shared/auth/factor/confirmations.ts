/**
 * Confirms calls with a second factor: a refusal that asks for one opens the one dialog there is,
 * and the very same request is sent again with what was shown, under the same idempotency key.
 *
 * Owns: one question at a time. Refuses: the dialog itself, which subscribes here.
 */
import { type ApiError, errorOfAnswer } from '@/shared/api/ApiError';
import type { Fetcher } from '@/shared/api/jsonClient';
import { type Asked, askedBy, FACTOR_HEADER, headerOf, isTryAgain, type Proof } from './proof';

export interface Question {
  asked: Asked;
  /** Why the last answer would not do; null at first. */
  problem: ApiError | null;
  /** Null when the person would rather not. */
  answer: (proof: Proof | null) => void;
}

export class Confirmations {
  private current: Question | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  get question(): Question | null {
    return this.current;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Lets `work` ask; several calls at a time wait for one another. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined).finally(() => this.show(null));
    return turn;
  }

  ask(asked: Asked, problem: ApiError | null): Promise<Proof | null> {
    return new Promise((answer) => this.show({ asked, problem, answer }));
  }

  private show(question: Question | null): void {
    this.current = question;
    for (const listener of this.listeners) listener();
  }
}

async function refusalIn(response: Response): Promise<ApiError | null> {
  if (response.status !== 400 && response.status !== 403) return null;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return errorOfAnswer(response, body);
}

const repeated = (request: Request, proof: Proof | null): Request => {
  const copy = request.clone();
  if (proof) copy.headers.set(FACTOR_HEADER, headerOf(proof));
  return copy;
};

/** `fetcher` with its confirmations. A person who declines gets the refusal that asked. */
export function confirmedFetch(fetcher: Fetcher, confirmations: Confirmations): Fetcher {
  return async (request) => {
    const original = request.clone();
    const response = await fetcher(request);
    const refusal = await refusalIn(response);
    const asked = refusal && askedBy(refusal);
    if (!asked) return response;
    return confirmations.inTurn(() =>
      untilConfirmed(fetcher, confirmations, original, response, asked),
    );
  };
}

async function untilConfirmed(
  fetcher: Fetcher,
  confirmations: Confirmations,
  original: Request,
  declined: Response,
  first: Asked,
): Promise<Response> {
  let asked = first;
  let problem: ApiError | null = null;
  for (;;) {
    const proof = await confirmations.ask(asked, problem);
    if (!proof) return declined;
    const response = await fetcher(repeated(original, proof));
    const refusal = await refusalIn(response);
    if (!refusal || !isTryAgain(refusal)) return response;
    problem = refusal;
    if (proof.method !== 'passkey') continue;
    // A challenge serves once, whatever came of it.
    const anew = await refusalIn(await fetcher(repeated(original, null)));
    asked = (anew && askedBy(anew)) ?? asked;
  }
}
