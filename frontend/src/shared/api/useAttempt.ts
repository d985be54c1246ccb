/** Work that a button starts: one at a time, however often it is clicked, and what went wrong. */
import { useRef, useState } from 'react';
import { type ApiError, asApiError } from './ApiError';

export function useAttempt() {
  const working = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      working.current = false;
      setBusy(false);
    }
  };
  return { busy, problem, attempt };
}
