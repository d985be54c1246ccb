/** What one can say of a trading account from its record. */
import type { AccountView } from '@/api/portal';
import { addMoney, type Money } from '@/shared/money/money';

export type Account = AccountView;

/** What may leave the account: free margin less credit, as the server will check it; never below zero. */
export function transferableOf({ figures, currency }: Account): Money | null {
  if (!figures) return null;
  const free = addMoney(figures.free_margin, figures.credit, -1);
  return free.amount.startsWith('-') ? { amount: '0', currency } : free;
}

/** Accounts that can take part in a transfer: live, active, and not barred by the broker. */
export const canTransfer = ({ kind, status, flags }: Account): boolean =>
  kind === 'live' && status === 'active' && flags.transfer;
