/** Orders for many clients: what a form says, as the server takes it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { LANGUAGES, type Language } from '@/shared/i18n/languages';
import type { ClientJob, Items, JobForm, ReviewedClient } from '../../records/types';
import { useRead } from '../../records/useList';

export const BULK_ACTIONS = [
  'owner',
  'participants',
  'referrer',
  'group',
  'kind',
  'tags',
  'message',
  'delete',
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export type Target = { client_ids: string[] } | { filter: Record<string, string> };

export interface BulkValues {
  /** An owner, a group or a kind; empty for nobody or the default group. */
  one: string;
  /** Participants or tags. */
  many: string[];
  /** Replace (participants), take away (tags) or leave downlines behind (referrer). */
  other: boolean;
  /** A message by language, and by which ways it goes. */
  said: Partial<Record<Language, { subject: string; text: string }>>;
  email: boolean;
  popup: boolean;
}

export const NOTHING: BulkValues = {
  one: '',
  many: [],
  other: false,
  said: {},
  email: true,
  popup: true,
};

const textsOf = ({ said }: BulkValues) =>
  LANGUAGES.flatMap((language) => {
    const { subject = '', text = '' } = said[language] ?? {};
    return subject.trim() && text.trim()
      ? [{ language, subject: subject.trim(), text: text.trim() }]
      : [];
  });

/** Whether enough is filled in to look at what will happen. */
export const isComplete = (action: BulkAction, values: BulkValues) =>
  action !== 'message' || (textsOf(values).length > 0 && (values.email || values.popup));

export type Order = Pick<JobForm, 'assign' | 'tag' | 'refer' | 'message' | 'delete'>;

export function orderOf(action: BulkAction, values: BulkValues): Order {
  const { one, many, other, email, popup } = values;
  switch (action) {
    case 'message':
      return { message: { texts: textsOf(values), email, popup } };
    case 'owner':
      return { assign: { owner_id: one } };
    case 'participants':
      return { assign: other ? { participant_ids: many } : { added_participant_ids: many } };
    case 'referrer':
      return { refer: { referrer: one.trim() || null, bring_downlines: !other } };
    case 'group':
      return { assign: { group_id: one } };
    case 'kind':
      return { assign: { kind: one === 'ib' ? 'ib' : 'trader' } };
    case 'tags':
      return { tag: other ? { removed: many } : { added: many } };
    case 'delete':
      return { delete: true };
  }
}

const JOBS = '/api/desk/client-jobs';

export function useBulk() {
  const api = useApi();
  const queries = useQueryClient();
  return {
    review: (body: JobForm) => api.post<Items<ReviewedClient>>(`${JOBS}/reviews`, body),
    start: async (body: JobForm, idempotencyKey: string) => {
      const job = await api.post<ClientJob>(JOBS, body, { idempotencyKey });
      void queries.invalidateQueries({ queryKey: ['desk', 'client-jobs'] });
      return job;
    },
  };
}

const WHILE_RUNNING_MS = 1500;

/** A job, read again until it is finished. */
export function useJob(jobId: string) {
  return useQuery({
    ...useRead<ClientJob>(`${JOBS}/${jobId}`),
    refetchInterval: (query) =>
      query.state.data?.status === 'finished' ? false : pollEvery(WHILE_RUNNING_MS)(query),
  });
}
