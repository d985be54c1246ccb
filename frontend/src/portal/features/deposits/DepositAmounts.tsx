/** In which currency is paid, which wallet receives, and how much. */
import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Place, WalletView } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { useMoneyText } from '@/shared/money/Amount';
import type { Account } from '../../records/accounts';
import { depositTerms } from '../../records/terms';
import { type Chosen, type DepositValues, destinationsOf } from './deposit';
import classes from './deposits.module.css';

export interface DepositAmountsProps {
  form: UseFormReturnType<DepositValues>;
  chosen: Chosen;
  wallets: readonly WalletView[];
  accounts: readonly Account[];
  destinations: readonly Place[];
}

export function DepositAmounts(props: DepositAmountsProps) {
  const { form, chosen, wallets } = props;
  const { t } = useTranslation('portal-deposits');
  const moneyText = useMoneyText();
  const { method, terms, wallet } = chosen;
  const named = (amount: string) => moneyText({ amount, currency: terms.currency });
  const limits = t('amount_limits', { min: named(terms.min), max: named(terms.max) });
  return (
    <>
      {method.converts ? (
        <Select
          label={t('into')}
          data={wallets
            .filter(({ flags }) => flags.deposit)
            .map(({ currency }) => ({ value: currency, label: t('wallet', { currency }) }))}
          allowDeselect={false}
          {...form.getInputProps('into')}
          value={wallet}
        />
      ) : null}
      <div className={classes.pair}>
        <Select
          label={method.converts ? t('pay_in') : t('currency')}
          description={method.converts ? undefined : t('currency_hint')}
          data={depositTerms(method).map(({ currency }) => currency)}
          allowDeselect={false}
          {...form.getInputProps('currency')}
          value={terms.currency}
        />
        <AmountInput
          label={t('amount')}
          description={wallet === terms.currency ? limits : t('amount_arrives')}
          currency={wallet}
          required
          {...form.getInputProps('amount')}
        />
      </div>
      <DestinationChoice {...props} />
    </>
  );
}

const WALLET = 'wallet';

/** Into the wallet, or through it to an account of its currency; nothing where there is no choice. */
function DestinationChoice({ form, chosen, accounts, destinations }: DepositAmountsProps) {
  const { t } = useTranslation('portal-deposits');
  const offered = destinationsOf(chosen.wallet, accounts, destinations);
  const options = [
    ...(offered.wallet ? [{ value: WALLET, label: t('wallet', { currency: chosen.wallet }) }] : []),
    ...offered.accounts.map(({ id, login }) => ({
      value: id,
      label: t('account', { login: `\u2068${login}\u2069` }),
    })),
  ];
  if (offered.accounts.length === 0) return null;
  return (
    <Select
      label={t('destination')}
      data={options}
      allowDeselect={false}
      {...form.getInputProps('account_id')}
      value={form.values.account_id || (offered.wallet ? WALLET : null)}
      onChange={(next) => form.setFieldValue('account_id', next === WALLET ? '' : (next ?? ''))}
    />
  );
}
