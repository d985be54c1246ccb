/** Staff's money on a trading account: what can be done now, and the call that does it. */
import { useQueryClient } from '@tanstack/react-query';
import type { OperationForm } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { addMoney, compareMoney, type Money, money } from '@/shared/money/money';
import type { Account } from '../../records/types';
import { useCan } from '../../session';

export const OPERATIONS = ['deposit', 'withdrawal', 'credit_in', 'credit_out'] as const;
export type OperationKind = (typeof OPERATIONS)[number];

const NEEDED: Record<OperationKind, string> = {
  deposit: 'deposit_to_accounts',
  withdrawal: 'withdraw_from_accounts',
  credit_in: 'give_credit',
  credit_out: 'take_credit',
};

export const takes = (kind: OperationKind) => kind === 'withdrawal' || kind === 'credit_out';
export const isCredit = (kind: OperationKind) => kind === 'credit_in' || kind === 'credit_out';

/** What the reader may do with this account's money: flags that are off hide what they forbid. */
export function usePossible(account: Account): OperationKind[] {
  const can = useCan();
  if (account.kind !== 'live' || account.status !== 'active') return [];
  return OPERATIONS.filter(
    (kind) => can(NEEDED[kind]) && (isCredit(kind) || account.flags[kind as 'deposit']),
  );
}

type Figures = NonNullable<Account['figures']>;

/** The most that `kind` can take now, as far as the figures shown say; null where it takes nothing. */
export function most(kind: OperationKind, figures: Figures): Money | null {
  if (!takes(kind)) return null;
  const { credit, free_margin: free } = figures;
  const none = money(0n, credit.currency);
  const left = kind === 'withdrawal' ? addMoney(free, credit, -1) : lesser(credit, free);
  return compareMoney(left, none) < 0 ? none : left;
}

const lesser = (one: Money, other: Money) => (compareMoney(one, other) < 0 ? one : other);

/** Balance or credit, before and after. */
export function outcome(kind: OperationKind, figures: Figures, amount: Money) {
  const before = isCredit(kind) ? figures.credit : figures.balance;
  return { before, after: addMoney(before, amount, takes(kind) ? -1 : 1) };
}

export const pathOf = (accountId: string) => `/api/desk/accounts/${accountId}/operations`;

export function useOperate(accountId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return async (form: OperationForm, idempotencyKey: string) => {
    await api.post(pathOf(accountId), form, { idempotencyKey });
    await queries.invalidateQueries({ queryKey: ['desk', 'operations', accountId] });
  };
}
