/** Asking for a transfer from a client's wallet to another client. */
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
import type { Items, Wallet } from '../../../records/types';
import { AskFrame } from './AskFrame';
import { type AskProps, ofClient, useAsk, useOffer } from './asking';

const NUMBER = /^[1-9]\d{7}$/;

export function AskSending(props: AskProps) {
  const wallets = useOffer<Items<Wallet>>(ofClient(props.client, 'wallets'));
  return (
    <Loaded query={wallets}>{({ items }) => <SendingForm {...props} wallets={items} />}</Loaded>
  );
}

function SendingForm({ client, onClose, wallets }: AskProps & { wallets: readonly Wallet[] }) {
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
    initialValues: { recipient: '', currency: wallets[0]?.currency ?? '', amount: '' },
    send: ({ recipient, currency, amount: text }, key) => {
      const source = { type: 'wallet', currency };
      const target = { type: 'client', recipient: { by: 'client', number: recipient } };
      return send(ofClient(client, 'transfers'), { source, target, amount: text, currency }, key);
    },
    onSent,
    fieldNames: { source: 'currency' },
  });
  const { currency } = form.values;
  const wallet = wallets.find((one) => one.currency === currency);
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
        label={t('wallet')}
        data={wallets.map((one) => ({
          value: one.currency,
          label: t('wallet_choice', { currency: one.currency, amount: moneyText(one.available) }),
        }))}
        allowDeselect={false}
        {...form.getInputProps('currency')}
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
