/** Which page of the portal shows which kind of record. */
import type { NoticeLink } from '@/shared/notices/links';

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  request: (id) => `/funds/requests/${id}`,
  account: (id) => `/accounts/${id}`,
  wallet: (id) => `/funds/wallets/${id}`,
  security: () => '/profile',
  ticket: (id) => `/tickets/${id}`,
  kyc: () => '/profile/verification',
  data_copy: () => '/profile/data',
  commissions: () => '/commissions',
};

/** The page of a record, or null when the portal has none for its kind. */
export const portalLink: NoticeLink = (link) =>
  link ? (PAGES[link.type]?.(link.id) ?? null) : null;
