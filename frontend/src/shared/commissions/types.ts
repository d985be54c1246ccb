/** Commissions as both interfaces answer them: the same words, typed once. */
import type { Money } from '@/shared/money/money';

interface Line {
  component: string;
  recipient_id: string;
  level: number;
}

export interface Receipt extends Line {
  tier: number | null;
  amount: Money;
  /** Null of a share of a profit that the reader is not told. */
  exact: string | null;
  measure: { type: string; factors: { name: string; value: string }[] } | null;
  slots: { place: number; amount: string }[];
  bases: { level: number; amount: Money }[];
  share: { giver_id: string; percent: string; given: string; receiver_id: string } | null;
}

export interface Unpaid extends Line {
  reason: string;
}

/** Who gets what of one trade, and who does not. */
export interface Outcome {
  receipts: readonly Receipt[];
  unpaid: readonly Unpaid[];
  reason: string | null;
}

export interface Settlement extends Outcome {
  currency: string;
  headline: string;
  shortfall: readonly string[];
}

/** What a deal came to when it was computed anew. */
export interface Revision extends Outcome {
  revision: number;
  cause: string;
  as_of: string | null;
  at: string;
  rules: readonly { plan_id: string; number: number; name: string }[];
  tiers: readonly string[];
}

/** What one component adds; without rates they are not told. */
export interface Part {
  component: string;
  amount: Money;
  rates: readonly { type: string | null; amount: string; currency: string }[];
  /** Whoever passed the rate on. */
  giver_id: string | null;
}

/** One line of what somebody earned; with a revision it is an adjustment of what it was. */
export interface Commission {
  deal: string;
  recipient_id: string;
  kind: string;
  /** Null where the reader is not told whose trade it was. */
  client_id: string | null;
  login: number | null;
  symbol: string;
  lots: string;
  level: number;
  state: string;
  amount: Money | null;
  reasons: readonly string[];
  closed_at: string;
  due_at: string | null;
  paid_at: string | null;
  failure: string | null;
  revision: number;
  cause: string;
  was: Money | null;
  takings: readonly { amount: Money; at: string; entry_id: string | null }[];
  set_off: boolean;
  /** What of it was cancelled before it was paid. */
  cancelled: Money | null;
  /** The rest, which goes to the wallet or out of it. */
  moves: Money | null;
  server_name: string;
  parts: readonly Part[];
  /** Where it goes; null of what moves nowhere. */
  destination: string | null;
}

/** The same in a list, with what is told of its deal. */
export interface ListedCommission extends Commission {
  /** Empty where the reader is not told it. */
  client_name: string;
  opened_at: string | null;
  /** Null where the reader is not told it. */
  profit: Money | null;
  /** That it is earned as the rebate customer of the account. */
  rebate: string | null;
}

export interface Month {
  month: string;
  amount: Money;
  commissions: number;
}

/** The sums of some commissions, and where the next part begins. */
export interface SumsPart {
  deals: number;
  sums: readonly { state: string; amount: Money; count: number }[];
  next_cursor: string | null;
}

/** Where commissions of one currency go: to a trading account, or with nulls to the wallet. */
export interface Target {
  currency: string;
  account_id: string | null;
  login: number | null;
  /** The first day (`YYYY-MM-DD`) that it decides about; null where it was never set. */
  counts_from: string | null;
  by_staff: boolean;
  /** Why the account could take none now. */
  problem: string | null;
}

export interface Targets {
  /** Whether the broker lets them be accounts. */
  to_accounts: boolean;
  targets: readonly Target[];
}

/** What became of a day's commissions that should go on to a trading account. */
export interface OnwardDay {
  day: string;
  earned: Money;
  sent: Money;
  login: number;
  transfer_id: string | null;
  state: string;
  /** Why not all of it. */
  stays: string | null;
}

/** An account as it can be chosen. */
export interface TargetAccount {
  id: string;
  login: number;
  currency: string;
  kind: string;
  status: string;
  flags: { deposit: boolean };
}
