/**
 * The draft while somebody fills it in: what was typed is sent a moment later, one call at a time,
 * and again when a call was lost. Nothing is lost by going back and forth.
 */
import { useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { type Draft, type DraftFile, fillIn, type Parts } from './draft';

const QUIET_MS = 900;
const RETRY_MS = 5_000;

export type Saving = 'saved' | 'saving' | 'failed';

export interface KeptDraft {
  draft: Draft;
  saving: Saving;
  /** Notes what is filled in now. */
  note: (parts: Parts) => void;
  /** Sends what is not sent yet, and waits for it. */
  flush: () => Promise<void>;
  /** Keeps a proof of the phone number, at once: it is good for minutes only. */
  prove: (parts: Parts, proof: string) => Promise<void>;
  /** Knows the name of a file from the moment it is sent. */
  announce: (file: DraftFile) => void;
}

export function useDraft(
  token: string,
  opened: Draft,
  onLost: (error: ApiError) => void,
): KeptDraft {
  const [draft, setDraft] = useState(opened);
  const [saving, setSaving] = useState<Saving>('saved');
  const unsent = useRef<Parts>({});
  const timer = useRef(0);
  const line = useRef<Promise<void>>(Promise.resolve());
  const told = useRef(onLost);
  told.current = onLost;

  const send = async (proof: string): Promise<void> => {
    const parts = unsent.current;
    if (Object.keys(parts).length === 0 && !proof) return;
    unsent.current = {};
    setSaving('saving');
    try {
      const kept = await fillIn(token, parts, proof);
      // What was typed or sent meanwhile is newer than what was kept.
      setDraft((known) => ({
        ...kept,
        files: [...kept.files, ...known.files.filter((one) => !has(kept, one))],
        ...overlay(unsent.current),
      }));
      setSaving('saved');
    } catch (thrown) {
      const error = asApiError(thrown);
      unsent.current = { ...parts, ...unsent.current };
      setSaving('failed');
      if (error.isTemporary) later(RETRY_MS);
      told.current(error);
      throw error;
    }
  };
  const inLine = (proof = ''): Promise<void> => {
    window.clearTimeout(timer.current);
    const mine = line.current.then(() => send(proof));
    line.current = mine.catch(() => undefined);
    return mine;
  };
  const later = (wait: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void inLine().catch(() => undefined), wait);
  };
  const note = (parts: Parts) => {
    unsent.current = { ...unsent.current, ...parts };
    setDraft((known) => ({ ...known, ...overlay(parts) }));
    later(QUIET_MS);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    draft,
    saving,
    note,
    flush: () => inLine(),
    prove: (parts, proof) => {
      unsent.current = { ...unsent.current, ...parts };
      return inLine(proof);
    },
    announce: (file) => setDraft((known) => ({ ...known, files: [...known.files, file] })),
  };
}

const has = ({ files }: Draft, { file_id: id }: DraftFile): boolean =>
  files.some(({ file_id }) => file_id === id);

/** The parts as the draft shows them. */
function overlay(parts: Parts): Partial<Draft> {
  const { details, identity, account } = parts;
  return {
    ...(details ? { details: { ...EMPTY, ...details } } : {}),
    ...(identity ? { identity } : {}),
    ...(account
      ? { account: { leverage: null, ...account, agreements: account.agreements ?? [] } }
      : {}),
  };
}

const EMPTY = {
  name: '',
  nationality: '',
  country_code: '',
  phone_number: '',
  referral_code: '',
  answers: {},
};
