/** Where a deposit stands, as one word that chooses the page's sentence. */
import type { DepositView } from '@/api/portal';

export type DepositState =
  | 'credited'
  | 'rejected'
  | 'expired'
  | 'failed'
  | 'cancelled'
  /** The client has not paid yet, or the provider has not told. */
  | 'awaiting_payment'
  /** Money has come, or a proof was handed in: the broker is to say yes. */
  | 'awaiting_broker'
  | 'crediting'
  /** In the wallet: the trading account that it was for has not taken it, and staff know. */
  | 'not_funded'
  /** In the wallet, where it stays. */
  | 'kept';

export function stateOf(deposit: DepositView): DepositState {
  if (deposit.funding_status === 'deposited') return 'credited';
  if (deposit.status === 'rejected') return 'rejected';
  if (deposit.funding_status === 'not_funded') return 'not_funded';
  if (deposit.status === 'approved' && deposit.funding_status === 'returned') return 'kept';
  if (deposit.status === 'cancelled') {
    if (deposit.payment_status === 'expired') return 'expired';
    return deposit.payment_status === 'failed' ? 'failed' : 'cancelled';
  }
  if (deposit.status !== 'pending') return 'crediting';
  if (deposit.method.kind === 'online' && deposit.payment_status === 'pending') {
    return 'awaiting_payment';
  }
  return 'awaiting_broker';
}

const ENDED: readonly DepositState[] = [
  'credited',
  'kept',
  'rejected',
  'expired',
  'failed',
  'cancelled',
];

/** What the page says: of a deposit for a trading account it has words of its own. */
export function wordsOf(deposit: DepositView): string {
  const state = stateOf(deposit);
  const ownWords = state === 'credited' || state === 'crediting';
  return ownWords && deposit.account ? `${state}_account` : state;
}

/** Nothing more will happen by itself: asking again is of no use. */
export const isSettled = (state: DepositState): boolean => ENDED.includes(state);
