/** Calls and types of the transactions page. */
import {
  listOwnTransactions,
  readOwnTotals,
  type TotalView,
  type TransactionView,
} from '@/api/portal';
import { sumByCurrency } from '@/shared/money/money';
import type { FilterValues, PageQuery, TableQuery, TotalLine } from '@/shared/table/types';

export type Transaction = TransactionView;

export const TRANSACTION_KINDS = [
  'commission',
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'refund',
  'adjustment',
  'credit_in',
  'credit_out',
] as const satisfies readonly Transaction['kind'][];

/** Days go out as they were chosen: the server counts them in UTC, both ends included. */
function wanted({ filters }: TableQuery) {
  return {
    kind: TRANSACTION_KINDS.find((kind) => kind === filters.kind),
    currency: filters.currency,
    from: filters.from,
    to: filters.to,
    account: filters.account,
  };
}

export const loadTransactions = (query: PageQuery, signal: AbortSignal) =>
  listOwnTransactions({
    query: { ...wanted(query), cursor: query.cursor, limit: query.limit },
    signal,
  });

export async function loadTotals(query: TableQuery, signal: AbortSignal): Promise<TotalLine[]> {
  const { items } = await readOwnTotals({ query: wanted(query), signal });
  return totalLines(items);
}

/** One line per currency: the kinds' sums added up. */
export function totalLines(totals: readonly Pick<TotalView, 'amount'>[]): TotalLine[] {
  return sumByCurrency(totals.map((total) => total.amount)).map(({ currency, amount }) => ({
    currency,
    values: { amount },
  }));
}

/** The sums of each kind in each currency, for the same filters as the list. */
export const loadKinds = (filters: FilterValues, signal: AbortSignal) =>
  readOwnTotals({ query: wanted({ filters, sort: null }), signal });
