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

const isUsable = ({ kind, status, flags }: Account): boolean =>
  kind === 'live' && status === 'active' && flags.transfer;

/** Whether a deposit can go straight to the account: no leave to transfer is needed. */
export const takesDeposits = ({ kind, status, flags }: Account): boolean =>
  kind === 'live' && status === 'active' && flags.deposit;

/** Whether a withdrawal can come straight from the account: no leave to transfer is needed. */
export const paysOut = ({ kind, status, flags }: Account): boolean =>
  kind === 'live' && status === 'active' && flags.withdrawal;

/** Whether money can be transferred to the account: live, active, and not barred by the broker. */
export const canReceive = (account: Account): boolean => isUsable(account) && account.flags.deposit;

/** Whether money can be transferred from the account. */
export const canGive = (account: Account): boolean => isUsable(account) && account.flags.withdrawal;

/** Accounts that can take part in a transfer one way at least. */
export const canTransfer = (account: Account): boolean => canReceive(account) || canGive(account);
