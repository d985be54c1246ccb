/** By what commissions are told apart and called. */
import type { Commission } from './types';

/** What tells one line from all others: a deal may pay by two schemes, and be adjusted. */
export const keyOf = (one: Commission) =>
  [one.recipient_id, one.deal, one.kind, one.revision, one.amount?.currency].join(' ');

/** A deal's number on its server: what addresses call it begins with the server. */
export const ticketOf = ({ deal }: Pick<Commission, 'deal'>) =>
  deal.slice(deal.lastIndexOf('~') + 1);
