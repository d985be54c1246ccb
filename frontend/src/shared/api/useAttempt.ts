/** Work that a button starts: one at a time to the eye, and what went wrong with it. */
import { useState } from 'react';
import { type ApiError, asApiError } from './ApiError';

export function useAttempt() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, attempt };
}
