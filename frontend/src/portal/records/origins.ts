/** Where a client's money can be taken from: a wallet, or a trading account. */
import type { Place, WalletView } from '@/api/portal';
import type { Money } from '@/shared/money/money';
import { type Account, transferableOf } from './accounts';

export interface Origin {
  id: string;
  currency: string;
  /** None while the server has not told what can leave the account. */
  available: Money | null;
  account: Account | null;
}

/** Who may give: a wallet by its flags, an account by what the broker lets it do. */
interface Leave {
  wallet: (flags: WalletView['flags']) => boolean;
  account: (account: Account) => boolean;
}

/** What the broker lets the client take money from, wallets first. */
export function originsOf(
  wallets: readonly WalletView[],
  accounts: readonly Account[],
  allowed: readonly Place[],
  leave: Leave,
): Origin[] {
  // An account's money goes by the wallet of its currency, which can be barred too.
  const barred = wallets.filter(({ flags }) => !leave.wallet(flags)).map((one) => one.currency);
  const open = <T extends { currency: string }>(all: readonly T[]) =>
    all.filter(({ currency }) => !barred.includes(currency));
  const own = allowed.includes('wallet') ? open(wallets) : [];
  const trading = allowed.includes('trading_account') ? open(accounts.filter(leave.account)) : [];
  return [
    ...own.map(({ currency, available }) => ({
      id: `wallet:${currency}`,
      currency,
      available,
      account: null,
    })),
    ...trading.map((account) => ({
      id: account.id,
      currency: account.currency,
      available: transferableOf(account),
      account,
    })),
  ];
}
