/** Calls and types of the transactions page. */
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { type Money, sumByCurrency } from '@/shared/money/money';
import type { PageQuery, TableQuery, TotalLine } from '@/shared/table/types';
import { startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';

export const TRANSACTION_KINDS = [
  'deposit',
  'withdrawal',
  'transfer_in',
  'transfer_out',
  'refund',
  'adjustment',
] as const;

export interface Transaction {
  id: string;
  kind: (typeof TRANSACTION_KINDS)[number];
  amount: Money;
  account: string | null;
  method: string | null;
  at: string;
  entry_id: string;
  request_id: string | null;
  available_after: Money | null;
}

interface KindTotal {
  kind: string;
  currency: string;
  amount: string;
  count: number;
}

/** The two calls of the list, with days of the chosen time zone turned into instants. */
export function useTransactionCalls() {
  const api = useApi();
  const { zone } = useZone();
  const queryOf = ({ filters }: TableQuery) => ({
    kind: filters.kind,
    currency: filters.currency,
    from: filters.from ? startOfDay(filters.from, zone) : undefined,
    to: filters.to ? startOfDay(filters.to, zone, 1) : undefined,
  });
  return {
    load: (query: PageQuery, signal: AbortSignal) =>
      api.get<Page<Transaction>>('/api/portal/transactions', {
        query: { ...queryOf(query), cursor: query.cursor, limit: query.limit },
        signal,
      }),
    loadTotals: async (query: TableQuery, signal: AbortSignal): Promise<TotalLine[]> => {
      const { items } = await api.get<{ items: KindTotal[] }>('/api/portal/transactions/totals', {
        query: queryOf(query),
        signal,
      });
      return totalLines(items);
    },
  };
}

/** One line per currency: the kinds' sums added up. */
export function totalLines(totals: readonly KindTotal[]): TotalLine[] {
  return sumByCurrency(totals).map(({ currency, amount }) => ({ currency, values: { amount } }));
}
