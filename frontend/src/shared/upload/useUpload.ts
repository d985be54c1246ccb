/** The steps of one upload: limits here, ticket, sending, check; cancellable at each. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import type { FileUploadProps } from './FileUpload';
import { sendFile } from './presignedPost';

export type UploadPhase = 'idle' | 'sending' | 'checking' | 'accepted' | 'failed';

export interface Upload {
  phase: UploadPhase;
  file: { name: string } | null;
  share: number;
  problem: string | null;
  choose: (file: File | null) => void;
  clear: () => void;
}

export function useUpload({ accept, maxBytes, steps, kept, onChange }: FileUploadProps): Upload {
  const { t } = useTranslation('common');
  const { ofError } = useErrorWords();
  const [file, setFile] = useState<{ name: string } | null>(kept ? { name: kept } : null);
  const [phase, setPhase] = useState<UploadPhase>(kept ? 'accepted' : 'idle');
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const fail = (words: string) => {
    setPhase('failed');
    setProblem(words);
  };

  const send = async (chosen: File) => {
    const control = new AbortController();
    running.current = control;
    setPhase('sending');
    try {
      const ticket = await steps.ticket(chosen);
      await sendFile(ticket, chosen, setShare, control.signal);
      setPhase('checking');
      await steps.check(ticket.file_id);
      if (control.signal.aborted) return;
      setPhase('accepted');
      onChange(ticket.file_id);
    } catch (error) {
      if (!control.signal.aborted) fail(ofError(asApiError(error)));
    }
  };

  const choose = (chosen: File | null) => {
    if (!chosen) return;
    setFile(chosen);
    setProblem(null);
    setShare(0);
    if (chosen.size > maxBytes) fail(t('errors.file_too_large'));
    else if (!accept.includes(chosen.type)) fail(t('errors.file_type_not_allowed'));
    else void send(chosen);
  };

  const clear = () => {
    running.current?.abort();
    setFile(null);
    setPhase('idle');
    setProblem(null);
    onChange(null);
  };

  return { phase, file, share, problem, choose, clear };
}
