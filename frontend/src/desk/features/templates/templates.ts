/** Message templates: reading, writing, trying; and how paragraphs are typed. */
import { useQuery } from '@tanstack/react-query';
import type {
  EventSheetView,
  EventView,
  MailPreviewView,
  TextView,
  WordsView,
} from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';

export const ROOT = '/api/desk/message-templates';
export const GROUPS = [
  'registration',
  'identity',
  'accounts',
  'deposits',
  'withdrawals',
  'transfers',
  'wallets',
  'commissions',
  'security',
  'staff',
  'other',
] as const;

export const useEvents = () => useQuery(useRead<Items<EventView>>(ROOT));
export const useEvent = (event: string) => useQuery(useRead<EventSheetView>(`${ROOT}/${event}`));

/** What an editor holds: paragraphs stand apart by an empty line. */
export interface Draft {
  subject: string;
  heading: string;
  body: string;
}

export const draftOf = (words: WordsView): Draft => ({
  subject: words.subject,
  heading: words.heading,
  body: words.body.join('\n\n'),
});

export const wordsOf = (draft: Draft): WordsView => ({
  subject: draft.subject.trim(),
  heading: draft.heading.trim(),
  body: draft.body
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean),
});

export const isSame = (one: Draft, other: Draft) =>
  JSON.stringify(wordsOf(one)) === JSON.stringify(wordsOf(other));

export function useTemplateCalls(event: string) {
  const api = useApi();
  const path = `${ROOT}/${event}`;
  return {
    write: (language: string, words: WordsView | null, edition: number) =>
      api.put<TextView>(`${path}/texts/${language}`, { words, edition }),
    preview: (language: string, words: WordsView, signal?: AbortSignal) =>
      api.post<MailPreviewView>(`${path}/previews`, { language, words }, { signal }),
    test: (language: string, words: WordsView) =>
      api.post<void>(`${path}/test-mails`, { language, words }),
    change: (channels: { email?: boolean; popup?: boolean }) =>
      api.patch<EventSheetView>(path, channels),
  };
}
