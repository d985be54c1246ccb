/** Asking for a transfer to another client, from a client's wallet or one of their accounts. */
import { Select, TextInput } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { amount } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { Loaded } from '@/shared/ui/Loaded';
import type { Account, Items, Wallet } from '../../../records/types';
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

const NUMBER = /^[1-9]\d{7}$/;

export function AskSending(props: AskProps) {
  const wallets = useOffer<Items<Wallet>>(ofClient(props.client, 'wallets'));
  const { live } = useLiveAccounts(props.client);
  return (
    <Loaded query={wallets}>
      {({ items }) => (live ? <SendingForm {...props} wallets={items} accounts={live} /> : null)}
    </Loaded>
  );
}

interface Sources {
  wallets: readonly Wallet[];
  accounts: readonly Account[];
}

function SendingForm({ client, onClose, wallets, accounts }: AskProps & Sources) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const moneyText = useMoneyText();
  const { send, onSent } = useAsk(onClose);
  const limits = useRef<{ currency: string; max?: string }>({ currency: 'USD' });
  const schema = useMemo(
    () =>
      z.object({
        recipient: z.string().check(z.regex(NUMBER, t('recipient_wrong'))),
        amount: amount(common, () => ({ ...limits.current, tag })),
      }),
    [common, t, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: {
      recipient: '',
      source: walletPlace(wallets[0]?.currency ?? ''),
      amount: '',
    },
    send: ({ recipient, source: place, amount: text }, key) => {
      const source = placeOf(place, accounts);
      const target = { type: 'client', recipient: { by: 'client', number: recipient } };
      const body = { source, target, amount: text, currency: source.currency };
      return send(ofClient(client, 'transfers'), body, key);
    },
    onSent,
    fieldNames: { currency: 'source', account_id: 'source' },
  });
  const { currency } = placeOf(form.values.source, accounts);
  const account = accounts.find(({ id }) => id === form.values.source);
  const wallet = account ? undefined : wallets.find((one) => one.currency === currency);
  limits.current = { currency, max: wallet?.available.amount };
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <TextInput
        label={t('recipient')}
        inputMode="numeric"
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('recipient')}
      />
      <Select
        label={t('sent_from')}
        description={account ? t('sent_account') : undefined}
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
      <AmountInput
        label={t('amount')}
        currency={currency}
        required
        {...form.getInputProps('amount')}
      />
    </AskFrame>
  );
}
