/** By what commissions are told apart and called. */
import type { Commission } from './types';

/** What tells one line from all others: a deal may pay by two schemes, and be adjusted. */
export const keyOf = (one: Commission) =>
  [one.recipient_id, one.deal, one.kind, one.revision, one.amount?.currency].join(' ');

/** By what lists can be cut: every state that a commission can stand in. */
export const STATES = [
  'waiting',
  'held',
  'paid',
  'refused',
  'failed',
  'recycled',
  'cancelled',
  'to_approve',
  'owed',
  'taken',
  'waived',
  'none',
] as const;

/** A deal's number on its server: what addresses call it begins with the server. */
export const ticketOf = ({ deal }: Pick<Commission, 'deal'>) =>
  deal.slice(deal.lastIndexOf('~') + 1);
