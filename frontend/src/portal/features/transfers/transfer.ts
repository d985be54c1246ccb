/** A transfer between the wallet and a trading account: choices, rules, call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import {
  submitTransfer,
  type TransferPlacesView,
  type TransferView,
  type WalletView,
} from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import type { Money } from '@/shared/money/money';
import { type Account, canGive, canReceive, transferableOf } from '../../records/accounts';

export type Direction = 'to_account' | 'from_account';

export type TransferValues = {
  direction: Direction;
  account_id: string;
  amount: string;
};

export const DIRECTIONS: readonly Direction[] = ['to_account', 'from_account'];

/** The ways between wallet and account that the broker leaves open. */
export const directionsOf = ({ sources, targets }: TransferPlacesView): Direction[] =>
  DIRECTIONS.filter((one) =>
    one === 'to_account'
      ? sources.includes('wallet') && targets.includes('trading_account')
      : sources.includes('trading_account') && targets.includes('wallet'),
  );

/** Whether money can be turned from one wallet into another. */
export const betweenWallets = ({ sources, targets }: TransferPlacesView): boolean =>
  sources.includes('wallet') && targets.includes('wallet');

/** Those of the accounts that money can move to, or from. */
export const movable = (direction: Direction, accounts: readonly Account[]): Account[] =>
  accounts.filter(direction === 'to_account' ? canReceive : canGive);

/** Accounts that can take part: allowed by the broker, and with a wallet in their currency. */
export function accountsFor(
  accounts: readonly Account[],
  wallets: readonly WalletView[],
  directions: readonly Direction[],
): Account[] {
  const currencies = new Set(
    wallets.filter(({ flags }) => flags.transfer).map(({ currency }) => currency),
  );
  const having = accounts.filter(({ currency }) => currencies.has(currency));
  return having.filter((one) => directions.some((way) => movable(way, [one]).length > 0));
}

/** What can leave the chosen side now; null while the server has told no figures. */
export function availableOf(
  direction: Direction,
  account: Account,
  wallets: readonly WalletView[],
): Money | null {
  if (direction === 'from_account') return transferableOf(account);
  return wallets.find(({ currency }) => currency === account.currency)?.available ?? null;
}

interface Rules {
  t: TFunction<'common'>;
  tag: string;
  /** Currency and most, as they stand when the form is checked. */
  limit: () => { currency: string; max: string | null };
}

export function transferSchema({ t, tag, limit }: Rules) {
  return z.object({
    account_id: required(t),
    amount: amount(t, () => ({ ...limit(), tag })),
  });
}

export function send(
  values: TransferValues,
  currency: string,
  idempotencyKey: string,
): Promise<TransferView> {
  const wallet = { type: 'wallet' as const, currency };
  const account = { type: 'account' as const, account_id: values.account_id };
  const toAccount = values.direction === 'to_account';
  return submitTransfer({
    headers: { 'Idempotency-Key': idempotencyKey },
    body: {
      source: toAccount ? wallet : account,
      target: toAccount ? account : wallet,
      amount: values.amount,
      currency,
    },
  });
}
