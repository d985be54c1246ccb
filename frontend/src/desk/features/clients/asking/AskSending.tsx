/** Asking for a transfer to another client, from a client's wallet or one of their accounts. */
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { amount } from '@/shared/forms/rules';
import { ServerChoice, type ServerOption, serversOf } from '@/shared/forms/ServerChoice';
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

const ARRIVALS = ['wallet', 'account'] as const;
const NUMBERS = { wallet: /^[1-9]\d{7}$/, account: /^[1-9]\d{0,17}$/ };
type Target = (typeof ARRIVALS)[number];

/** The recipient's wallet by their client ID, or their account by its number and its server. */
const targetOf = (target: Target, number: string, server: string | null) =>
  target === 'wallet'
    ? { type: 'client', recipient: { by: 'client', number } }
    : { type: 'client', place: 'trading_account', recipient: { by: 'account', number, server } };

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
  const target = useRef<Target>('wallet');
  const [servers, setServers] = useState<readonly ServerOption[]>([]);
  const limits = useRef<{ currency: string; max?: string }>({ currency: 'USD' });
  const schema = useMemo(
    () =>
      z.object({
        recipient: z.string().check(
          z.refine((text) => NUMBERS[target.current].test(text), {
            error: () => t(`recipient_wrong_${target.current}`),
          }),
        ),
        amount: amount(common, () => ({ ...limits.current, tag })),
      }),
    [common, t, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: {
      target: 'wallet' as Target,
      recipient: '',
      server: null as string | null,
      source: walletPlace(wallets[0]?.currency ?? ''),
      amount: '',
    },
    send: ({ recipient, server, source: place, amount: text, target: to }, key) => {
      const source = placeOf(place, accounts);
      const body = {
        source,
        target: targetOf(to, recipient, server),
        amount: text,
        currency: source.currency,
      };
      return send(ofClient(client, 'transfers'), body, key).catch((refusal: unknown) => {
        setServers(serversOf(refusal));
        throw refusal;
      });
    },
    onSent,
    fieldNames: { currency: 'source', account_id: 'source' },
  });
  const { currency } = placeOf(form.values.source, accounts);
  const account = accounts.find(({ id }) => id === form.values.source);
  const wallet = account ? undefined : wallets.find((one) => one.currency === currency);
  limits.current = { currency, max: wallet?.available.amount };
  target.current = form.values.target;
  /** Another number, or another end of the way, has servers of its own. */
  const change = (values: { target: Target } | { recipient: string }) => {
    form.setValues({ ...values, server: null });
    form.clearFieldError('recipient');
    setServers([]);
  };
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <SegmentedControl
        fullWidth
        aria-label={t('sent_to.label')}
        data={ARRIVALS.map((one) => ({ value: one, label: t(`sent_to.${one}`) }))}
        {...form.getInputProps('target')}
        onChange={(to) => change({ target: to as Target })}
      />
      <TextInput
        label={t(form.values.target === 'wallet' ? 'recipient' : 'recipient_account')}
        inputMode="numeric"
        autoComplete="off"
        withAsterisk
        {...form.getInputProps('recipient')}
        onChange={(event) => change({ recipient: event.currentTarget.value })}
      />
      {servers.length > 0 ? (
        <ServerChoice
          servers={servers}
          value={form.values.server}
          onChange={(server) => {
            form.setFieldValue('server', server);
            form.clearFieldError('recipient');
          }}
        />
      ) : null}
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
