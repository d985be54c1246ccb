/** A transfer between the wallet and a trading account: choices, rules, call. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import { submitTransfer, type TransferView, type WalletView } from '@/api/portal';
import { amount, required } from '@/shared/forms/rules';
import type { Money } from '@/shared/money/money';
import {
  type Account,
  canGive,
  canReceive,
  canTransfer,
  transferableOf,
} from '../../records/accounts';

export type Direction = 'to_account' | 'from_account';

export type TransferValues = {
  direction: Direction;
  account_id: string;
  amount: string;
};

export const DIRECTIONS: readonly Direction[] = ['to_account', 'from_account'];

/** Those of the accounts that money can move to, or from. */
export const movable = (direction: Direction, accounts: readonly Account[]): Account[] =>
  accounts.filter(direction === 'to_account' ? canReceive : canGive);

/** Accounts that can take part: allowed by the broker, and with a wallet in their currency. */
export function accountsFor(
  accounts: readonly Account[],
  wallets: readonly WalletView[],
): Account[] {
  const currencies = new Set(
    wallets.filter(({ flags }) => flags.transfer).map(({ currency }) => currency),
  );
  return accounts.filter((one) => canTransfer(one) && currencies.has(one.currency));
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
