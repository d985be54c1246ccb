/** Asking for a withdrawal, from a client's wallet or straight from one of their trading accounts,
 * to one of their approved payout profiles. */
import { Select, Text } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { WithdrawalMethodView } from '@/api/desk/types.gen';
import { AmountInput } from '@/shared/forms/AmountInput';
import { amount, required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { Loaded } from '@/shared/ui/Loaded';
import type { Account, Items, Wallet, WithdrawalDetails } from '../../../records/types';
import { AskFrame } from './AskFrame';
import {
  type AskProps,
  accountText,
  ofClient,
  placeOf,
  useAsk,
  useLiveAccounts,
  useOffer,
  walletPlace,
} from './asking';

interface Offer {
  methods: readonly WithdrawalMethodView[];
  wallets: readonly Wallet[];
  accounts: readonly Account[];
  details: readonly WithdrawalDetails[];
}

export function AskWithdrawal(props: AskProps) {
  const { t } = useTranslation('desk-asking');
  const path = (what: string) => ofClient(props.client, what);
  const methods = useOffer<Items<WithdrawalMethodView>>(path('withdrawal-methods'));
  const wallets = useOffer<Items<Wallet>>(path('wallets'));
  const details = useOffer<Items<WithdrawalDetails>>(`${path('withdrawal-details')}?limit=200`);
  const { live } = useLiveAccounts(props.client);
  return (
    <Loaded query={methods}>
      {({ items }) => {
        const approved = details.data?.items.filter(({ status }) => status === 'approved') ?? [];
        const offered = items.filter(({ id }) => approved.some((one) => one.method_id === id));
        if (!details.data || !wallets.data || !live) return null;
        return offered.length > 0 ? (
          <WithdrawalForm
            {...props}
            methods={offered}
            wallets={wallets.data.items}
            accounts={live}
            details={approved}
          />
        ) : (
          <Text size="sm">{t('nothing.withdrawal')}</Text>
        );
      }}
    </Loaded>
  );
}

function WithdrawalForm({
  client,
  onClose,
  methods,
  wallets,
  accounts,
  details,
}: AskProps & Offer) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const moneyText = useMoneyText();
  const { send, onSent } = useAsk(onClose);
  const limits = useRef<{ currency: string; min?: string; max?: string }>({ currency: 'USD' });
  const schema = useMemo(
    () =>
      z.object({
        details_id: required(common),
        amount: amount(common, () => ({ ...limits.current, tag })),
      }),
    [common, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: {
      source: walletPlace(wallets[0]?.currency ?? ''),
      method_id: methods[0]?.id ?? '',
      details_id: '',
      amount: '',
    },
    send: (values, key) =>
      send(
        ofClient(client, 'withdrawals'),
        { ...values, source: placeOf(values.source, accounts) },
        key,
      ),
    onSent,
    fieldNames: { account_id: 'source', currency: 'source' },
  });
  const { source, method_id } = form.values;
  const account = accounts.find(({ id }) => id === source);
  const currency = placeOf(source, accounts).currency;
  const method = methods.find(({ id }) => id === method_id);
  const terms = method?.currencies.find((one) => one.currency === currency);
  limits.current = { currency, min: terms?.min.amount, max: terms?.max.amount };
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <Select
        label={t('source')}
        description={account ? t('source_account') : undefined}
        data={[
          ...wallets.map((one) => ({
            value: walletPlace(one.currency),
            label: t('wallet_choice', { currency: one.currency, amount: moneyText(one.available) }),
          })),
          ...accounts.map((one) => ({ value: one.id, label: accountText(one) })),
        ]}
        allowDeselect={false}
        {...form.getInputProps('source')}
      />
      <Select
        label={t('method')}
        data={methods.map(({ id, name }) => ({ value: id, label: pickText(name, language) }))}
        allowDeselect={false}
        {...form.getInputProps('method_id')}
        onChange={(id) => form.setValues({ method_id: id ?? '', details_id: '' })}
      />
      <Select
        label={t('details')}
        data={details
          .filter((one) => one.method_id === method_id)
          .map(({ id, label }) => ({ value: id, label }))}
        withAsterisk
        {...form.getInputProps('details_id')}
      />
      <AmountInput
        label={t('amount')}
        description={
          terms ? t('limits', { min: moneyText(terms.min), max: moneyText(terms.max) }) : undefined
        }
        currency={currency}
        required
        {...form.getInputProps('amount')}
      />
    </AskFrame>
  );
}
