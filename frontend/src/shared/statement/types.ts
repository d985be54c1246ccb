/** A statement at an instant, as both faces of the API write it. */
import type { Money } from '../money/money';

export interface StatementHold {
  cause_type: string;
  cause_id: string;
  amount: Money;
  at: string;
}

export interface StatementWallet {
  currency: string;
  balance: Money;
  available: Money;
  held: Money;
  holds: StatementHold[];
  holds_are_cut: boolean;
  flags: { deposit: boolean; withdrawal: boolean; transfer: boolean } | null;
  flags_since: string | null;
  sequence: number;
  last_entry_id: string | null;
  last_line_at: string | null;
  chain_hash: string | null;
}

export interface StatementRate {
  base: string;
  quote: string;
  rate: string | null;
  source: string | null;
  as_of: string | null;
  markup_percent: string | null;
  refusal: string | null;
}

export interface StatementAccount {
  id: string;
  login: number;
  server_id: string;
  account_type: Record<string, string>;
  kind: string;
  currency: string;
  opened_at: string;
  leverage: number | null;
  status: string | null;
}

export interface Statement {
  client_id: string;
  at: string;
  drawn_at: string;
  wallets: StatementWallet[];
  rates: StatementRate[];
  accounts: StatementAccount[];
}
