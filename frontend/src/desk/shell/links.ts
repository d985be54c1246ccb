/** Which page of the desk shows which kind of record. */
import type { NoticeLink } from '@/shared/notices/links';

const request = (id: string) => `/approvals/${id}`;
const account = (id: string) => `/accounts/${id}`;

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  request,
  // What a request is about has the request's own id.
  deposit: request,
  withdrawal: request,
  transfer: request,
  withdrawal_details: request,
  application: request,
  client: (id) => `/clients/${id}`,
  account,
  job: (id) => `/batches/${id}`,
  trading_account: account,
  commission_review: () => '/commission-reviews',
  break: (id) => `/reconciliation/${id}`,
  entry: (id) => `/entries/${id}`,
  task: (id) => `/tasks/${id}`,
  ticket: (id) => `/tickets/${id}`,
  role: (id) => `/roles/${id}`,
  setting: (id) => `/settings/${id}`,
};

/** The page of a record, or null when the desk has none for its kind. */
export const deskLink: NoticeLink = (link) => (link ? (PAGES[link.type]?.(link.id) ?? null) : null);
