/** Orders for many accounts: what the form says, as the server takes it. */
import type { AccountJobForm } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { Notify } from '../../records/NotifyFields';
import type { Items, ReviewedAccount } from '../../records/types';
import { useCan } from '../../session';

export const ACCOUNT_ACTIONS = [
  'leverage',
  'group',
  'type',
  'access',
  'deposit',
  'withdrawal',
  'credit_in',
  'credit_out',
] as const;
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number];

const MONEY: Partial<Record<AccountAction, string>> = {
  deposit: 'deposit_to_accounts',
  withdrawal: 'withdraw_from_accounts',
  credit_in: 'give_credit',
  credit_out: 'take_credit',
};

export const movesMoney = (action: AccountAction) => action in MONEY;

export function useAccountActions(): AccountAction[] {
  const can = useCan();
  return ACCOUNT_ACTIONS.filter((action) => {
    const own = MONEY[action];
    return own ? can('move_money_of_many') && can(own) : can('change_many_accounts');
  });
}

export interface BulkValues {
  leverage: string;
  group: string;
  type: string;
  /** `yes`, `no`, or empty to leave it. */
  signIn: string;
  trade: string;
  amount: string;
  comment: string;
  notify: Notify;
}

export const NOTHING: BulkValues = {
  leverage: '',
  group: '',
  type: '',
  signIn: '',
  trade: '',
  amount: '',
  comment: '',
  notify: { email: false, popup: false, language: null },
};

const rightOf = (text: string) => (text === '' ? null : text === 'yes');

/** Whether enough is filled in to look at what will happen. */
export function isComplete(action: AccountAction, values: BulkValues): boolean {
  if (movesMoney(action)) return values.amount.trim() !== '' && values.comment.trim() !== '';
  if (action === 'leverage') return /^\d+$/.test(values.leverage);
  if (action === 'access') return values.signIn !== '' || values.trade !== '';
  return values[action as 'group' | 'type'].trim() !== '';
}

type Order = Omit<AccountJobForm, 'account_ids'>;

export function orderOf(action: AccountAction, values: BulkValues): Order {
  const { notify } = values;
  switch (action) {
    case 'leverage':
      return { kind: action, leverage: Number.parseInt(values.leverage, 10), notify };
    case 'group':
      return { kind: action, group: values.group.trim() };
    case 'type':
      return { kind: action, account_type: values.type };
    case 'access':
      return {
        kind: action,
        may_sign_in: rightOf(values.signIn),
        may_trade: rightOf(values.trade),
      };
    default:
      return {
        kind: action,
        amount_each: values.amount,
        comment: values.comment.trim(),
        notify,
      };
  }
}

export function useBulk() {
  const api = useApi();
  return {
    review: (order: Order, account_ids: string[]) =>
      api.post<Items<ReviewedAccount>>('/api/desk/account-jobs/reviews', { ...order, account_ids }),
    start: (order: Order, account_ids: string[], idempotencyKey: string) =>
      api.post<{ id: string }>(
        '/api/desk/account-jobs',
        { ...order, account_ids },
        { idempotencyKey },
      ),
  };
}
