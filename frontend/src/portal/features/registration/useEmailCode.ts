/** Sending a code to an address, and how long to wait before it can be sent again. */
import { useEffect, useState } from 'react';
import { sendRegistrationCode } from '@/api/portal';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useSlid } from '@/shared/auth/slide/SlideProvider';
import type { Language } from '@/shared/i18n/languages';
import { publicClient } from '../../publicClient';

const LONGEST_WAIT = 600;

export interface EmailCode {
  /** The address that the last code went to; null before the first. */
  sentTo: string | null;
  /** Seconds until another code can be asked for; zero when it can. */
  wait: number;
  busy: boolean;
  problem: ApiError | null;
  send: (address: string, language: Language) => Promise<void>;
}

/** Whole seconds from now until an instant, within reason: clocks of devices may be wrong. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.min(LONGEST_WAIT, Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000)));

export function useEmailCode(): EmailCode {
  const slid = useSlid();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);

  useEffect(() => {
    if (wait <= 0) return undefined;
    const tick = window.setTimeout(() => setWait((left) => left - 1), 1000);
    return () => window.clearTimeout(tick);
  }, [wait]);

  const send = async (address: string, language: Language) => {
    setBusy(true);
    setProblem(null);
    try {
      const sent = await slid('registration', (slide) =>
        sendRegistrationCode({ client: publicClient, body: { email: address, language, slide } }),
      );
      setSentTo(address);
      setWait(secondsUntil(sent.resend_at, Date.now()));
    } catch (thrown) {
      const error = asApiError(thrown);
      const seconds = error.facts.retry_after_seconds;
      if (typeof seconds === 'number') setWait(Math.min(seconds, LONGEST_WAIT));
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return { sentTo, wait, busy, problem, send };
}
