/** What a request is about, in words, from the facts that its summary carries. */
import { useTranslation } from 'react-i18next';
import type { RequestView } from '@/api/portal';
import type { Money } from '@/shared/money/money';
import { useMethodName } from './methodNames';

export type RequestType = RequestView['type'];

export const REQUEST_TYPES = [
  'deposit',
  'withdrawal',
  'transfer',
  'open_account',
  'update_leverage',
  'reset_password',
  'withdrawal_details',
  'kyc',
  'upgrade_to_ib',
  'erasure',
] as const satisfies readonly RequestType[];

export const REQUEST_STATUSES = [
  'pending',
  'executing',
  'approved',
  'rejected',
  'cancelled',
] as const satisfies readonly RequestView['status'][];

type About = Pick<RequestView, 'type' | 'summary'>;

/** A fact of the summary as text; empty when it has none by that name. */
export const factOf = ({ summary }: About, name: string): string => String(summary[name] ?? '');

/** Facts that are in the currency of the payment where it is another than the wallet's. */
const OF_PAYMENT: readonly string[] = ['fee', 'payment', 'payout'];

/** The amount of a summary's fact, or null for requests that move no money. */
export function moneyOf(request: About, name = 'amount'): Money | null {
  const amount = factOf(request, name);
  const paidIn = OF_PAYMENT.includes(name) ? factOf(request, 'payment_currency') : '';
  const currency = paidIn || factOf(request, 'currency');
  return amount && currency ? { amount, currency } : null;
}

/** One line beside the type: by which method, to which account, saved as what. */
export function useRequestSubject(): (request: About) => string {
  const { t } = useTranslation('portal-records');
  const methodName = useMethodName();
  return (request) => {
    const fact = (name: string) => factOf(request, name);
    switch (request.type) {
      case 'deposit':
        return methodName('deposit', fact('method'));
      case 'withdrawal':
        return t('subject.withdrawal', {
          method: methodName('withdrawal', fact('method')),
          label: fact('details_label'),
        });
      case 'transfer':
        if (fact('direction') === 'between_wallets') {
          const into = fact('payment_currency');
          return t('subject.between_wallets', { from: fact('currency'), into });
        }
        if (fact('direction') === 'to_client') {
          return t('subject.to_client', { client: fact('target') });
        }
        return fact('direction') === 'to_account'
          ? t('subject.to_account', { account: fact('account') })
          : t('subject.from_account', { account: fact('account') });
      case 'open_account':
        return t('subject.open_account', {
          account_type: fact('account_type'),
          server: fact('server'),
        });
      case 'update_leverage':
      case 'reset_password':
        return t('subject.account_change', { account: fact('account') });
      case 'withdrawal_details':
        return fact('label');
      case 'kyc':
        return fact('form');
      default:
        return '';
    }
  };
}

/** Still waiting for somebody: what the dashboard's strip shows. */
export const isOpen = ({ status }: Pick<RequestView, 'status'>): boolean =>
  status === 'pending' || status === 'executing';
