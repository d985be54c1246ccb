/** Sending a code somewhere, and how long to wait before it can be sent again. */
import { useEffect, useState } from 'react';
import { type ApiError, asApiError } from '@/shared/api/ApiError';

const LONGEST_WAIT = 600;

/** Whole seconds from now until an instant, within reason: clocks of devices may be wrong. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.min(LONGEST_WAIT, Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000)));

export interface CodeSending {
  /** Where the last code went; null before the first. */
  sentTo: string | null;
  /** Seconds until another code can be asked for; zero when it can. */
  wait: number;
  busy: boolean;
  problem: ApiError | null;
  /** Sends a code to what is called `target` on the page; whether it went out. */
  send: (target: string, call: () => Promise<{ resend_at: string }>) => Promise<boolean>;
}

export function useCodeSending(): CodeSending {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  useEffect(() => {
    if (wait <= 0) return undefined;
    const tick = window.setTimeout(() => setWait((left) => left - 1), 1000);
    return () => window.clearTimeout(tick);
  }, [wait]);

  const send = async (target: string, call: () => Promise<{ resend_at: string }>) => {
    setBusy(true);
    setProblem(null);
    try {
      const sent = await call();
      setSentTo(target);
      setWait(secondsUntil(sent.resend_at, Date.now()));
      return true;
    } catch (thrown) {
      const error = asApiError(thrown);
      const seconds = error.facts.retry_after_seconds;
      if (typeof seconds === 'number') setWait(Math.min(seconds, LONGEST_WAIT));
      setProblem(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { sentTo, wait, busy, problem, send };
}
