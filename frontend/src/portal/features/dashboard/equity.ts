/** What the client owns in all, per currency: wallets and live accounts. Currencies are never mixed. */
import type { WalletView } from '@/api/portal';
import { type Money, sumByCurrency, toMinor } from '@/shared/money/money';
import type { Account } from '../../records/accounts';

export interface Equity {
  total: Money;
  wallet: Money;
  accounts: Money;
}

/** One line per currency, those with money first. Demo accounts hold no money of the client. */
export function equityOf(wallets: readonly WalletView[], accounts: readonly Account[]): Equity[] {
  const inWallets = wallets.map(({ balance }) => balance);
  const inAccounts = accounts.flatMap(({ kind, figures }) =>
    kind === 'live' && figures ? [figures.equity] : [],
  );
  const partOf = (parts: Money[], currency: string) =>
    sumByCurrency(parts.filter((part) => part.currency === currency))[0] ?? {
      amount: '0',
      currency,
    };
  const lines = sumByCurrency([...inWallets, ...inAccounts]).map((total) => ({
    total,
    wallet: partOf(inWallets, total.currency),
    accounts: partOf(inAccounts, total.currency),
  }));
  const isEmpty = ({ total }: Equity) => (toMinor(total.amount, total.currency) === 0n ? 1 : 0);
  return lines.sort((one, other) => isEmpty(one) - isEmpty(other));
}
