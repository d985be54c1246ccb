/** One key per opening of a form, so that a double click or a repeated send has one effect. */
import { useCallback, useState } from 'react';

export interface IdempotencyKey {
  key: string;
  /** Call after success when the same form stays open for another request. */
  renew: () => void;
}

export function useIdempotencyKey(): IdempotencyKey {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = useCallback(() => setKey(crypto.randomUUID()), []);
  return { key, renew };
}
