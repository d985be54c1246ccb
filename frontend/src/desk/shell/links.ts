/** Which page of the desk shows which kind of record. */
import type { NoticeLink } from '@/shared/notices/links';

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  request: (id) => `/approvals/${id}`,
  client: (id) => `/clients/${id}`,
  account: (id) => `/accounts/${id}`,
  entry: (id) => `/entries/${id}`,
};

/** The page of a record, or null when the desk has none for its kind. */
export const deskLink: NoticeLink = (link) => (link ? (PAGES[link.type]?.(link.id) ?? null) : null);
