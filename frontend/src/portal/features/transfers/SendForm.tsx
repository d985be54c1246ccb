/** To another client: who it is, how much, and the agreement; the rate holds from now on. */
import { Alert, Button, Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place, ThirdPartyTermsView, TransferView, WalletView } from '@/api/portal';
import { readThirdPartyTermsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRecheck, useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount, useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { FactList } from '@/shared/ui/FactList';
import { Agreements } from '../../records/Agreements';
import { OfferFacts } from '../../records/OfferFacts';
import { useOffer } from '../../records/offers';
import type { Origin } from '../../records/origins';
import { quoteOf, zero } from '../../records/terms';
import { RecipientField } from './RecipientField';
import {
  arrivals,
  arrivesIn,
  fromOrigin,
  type Recipient,
  recipientKeys,
  type SendValues,
  sendSchema,
  sendToClient,
} from './send';

const FIELD_NAMES = { currency: 'from', source: 'from', target: 'into', consents: 'agreements' };
const FREE = { min: '0', max: '0', feePercent: '0', feeCap: null };

export interface SendFormProps {
  /** Where it can come from. At least one. */
  origins: readonly Origin[];
  /** Those that may take part. */
  wallets: readonly WalletView[];
  terms: ThirdPartyTermsView;
}

function useSending({ origins, terms }: SendFormProps) {
  const { t } = useTranslation('portal-transfers');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const limit = useRef<{ currency: string; max: string | null }>({ currency: 'USD', max: null });
  const shown = useRef<string | null>(null);
  const origin = useRef<Origin | undefined>(origins[0]);
  const to = useRef<Recipient | null>(null);
  const { agreements } = terms;
  const schema = useMemo(
    () =>
      sendSchema({
        common,
        nobody: t('client.missing'),
        tag,
        agreements,
        limit: () => limit.current,
      }),
    [common, t, tag, agreements],
  );
  const first = origins[0];
  const sending = useRequestForm<SendValues, TransferView>({
    schema,
    initialValues: {
      recipient: '',
      from: first?.id ?? '',
      into: first?.currency ?? '',
      place: 'wallet',
      amount: '',
      agreements: [],
    },
    send: (values, key) => {
      if (!origin.current || !to.current) {
        return Promise.reject(new Error('there is nothing to send, or nobody to send it to'));
      }
      return sendToClient(values, origin.current, to.current, shown.current, agreements, key);
    },
    onSent: ({ id }) => {
      void queries.invalidateQueries({ queryKey: readThirdPartyTermsQueryKey() });
      void navigate({ to: `/funds/transfers/${id}`, ignoreBlocker: true });
    },
    fieldNames: FIELD_NAMES,
  });
  return { ...sending, limit, shown, origin, to };
}

export function SendForm(props: SendFormProps) {
  const { origins, wallets, terms } = props;
  const { t } = useTranslation('portal-transfers');
  const moneyText = useMoneyText();
  const [recipient, setRecipient] = useState<Recipient | null>(null);
  const { form, onSubmit, busy, problem, unsent, limit, shown, origin, to } = useSending(props);
  const { amount, place } = form.values;
  const into = arrivesIn(form.values, recipient);
  const places = arrivals(recipient, terms);
  const source = origins.find(({ id }) => id === form.values.from) ?? origins[0];
  const currency = source?.currency ?? '';
  const wish = { purpose: 'transfer' as const, method_id: '', amount };
  const { offer, problem: refusal } = useOffer({ ...wish, currency, payment_currency: into });
  const isOfTwo = currency !== into;
  origin.current = source;
  to.current = recipient;
  limit.current = { currency, max: source?.available?.amount ?? null };
  useRecheck(form, `${currency} ${limit.current.max}`);
  shown.current = isOfTwo ? (offer?.total.amount ?? null) : null;
  if (terms.transfers_left === 0) return <Alert color="yellow">{t('client.used_up')}</Alert>;
  const found = (next: Recipient | null) => {
    setRecipient(next);
    form.setValues({
      recipient: next?.client_id ?? '',
      place: arrivals(next, terms)[0] ?? 'wallet',
    });
    form.clearFieldError('recipient');
  };
  const placeOf = ({ account, currency }: Origin) =>
    account ? t('account', { login: `\u2068${account.login}\u2069` }) : t('wallet', { currency });
  const placeText = (one: Place) =>
    one === 'trading_account' && recipient?.account
      ? t('client.their_account', {
          number: `\u2068${recipient.account.number}\u2069`,
          currency: recipient.account.currency,
        })
      : t('client.their_wallet');
  const options = origins.map((one) => ({
    value: one.id,
    label: one.account ? `${placeOf(one)} · ${one.currency}` : placeOf(one),
  }));
  const currencies = [...new Set([...wallets, ...origins].map((one) => one.currency))];
  const ends = {
    amount: t('leaves', { place: source ? placeOf(source) : '' }),
    total: t('arrives', { place: recipient?.name || t('client.recipient') }),
  };
  const same = quoteOf(amount, { currency, ...FREE })?.amount ?? zero(currency);
  const choose = (next: string | null) => {
    const chosen = origins.find(({ id }) => id === next);
    if (chosen && source) form.setValues(fromOrigin(form.values, source, chosen));
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <RecipientField
          keys={recipientKeys(terms)}
          found={recipient}
          onFound={found}
          error={form.errors.recipient ? String(form.errors.recipient) : undefined}
        />
        {recipient?.account ? (
          <Select
            label={t('client.place')}
            description={place === 'trading_account' ? t('client.by_wallet') : undefined}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            data={places.map((one) => ({ value: one, label: placeText(one) }))}
            allowDeselect={false}
            {...form.getInputProps('place')}
          />
        ) : null}
        <Select
          label={t('client.from')}
          data={options}
          allowDeselect={false}
          {...form.getInputProps('from')}
          onChange={choose}
        />
        {currencies.length > 1 && place === 'wallet' ? (
          <Select
            label={t('client.into')}
            data={currencies}
            allowDeselect={false}
            {...form.getInputProps('into')}
          />
        ) : null}
        <AmountInput
          label={t('amount')}
          description={
            source?.available
              ? t(source.account ? 'available_from_account' : 'available_to_account', {
                  amount: moneyText(source.available),
                })
              : t('available_unknown')
          }
          currency={currency}
          max={
            source?.available && signOf(source.available) > 0 ? source.available.amount : undefined
          }
          required
          {...form.getInputProps('amount')}
        />
        <Left terms={terms} />
        {isOfTwo && refusal ? <FormProblem problem={refusal} /> : null}
        {isOfTwo && offer ? <OfferFacts offer={offer} ends={ends} /> : null}
        {isOfTwo ? null : (
          <FactList
            tinted
            facts={[
              { label: ends.amount, value: <Amount value={same} /> },
              { label: ends.total, value: <Amount value={same} />, strong: true },
            ]}
          />
        )}
        {terms.agreements.length > 0 ? (
          <Agreements
            agreements={terms.agreements}
            value={form.values.agreements}
            onChange={(documents) => form.setFieldValue('agreements', documents)}
            error={form.errors.agreements ? String(form.errors.agreements) : undefined}
          />
        ) : null}
        {source?.account ? (
          <Text size="sm" c="dimmed">
            {t('client.off_account')}
          </Text>
        ) : null}
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={isOfTwo && !offer}>
          {t('client.send')}
        </Button>
      </Stack>
    </form>
  );
}

/** How much of today is left, where the broker limits it. */
function Left({ terms }: { terms: ThirdPartyTermsView }) {
  const { t } = useTranslation('portal-transfers');
  const moneyText = useMoneyText();
  const texts = [
    t('client.left', { count: terms.transfers_left }),
    ...(terms.left ? [t('client.left_amount', { amount: moneyText(terms.left) })] : []),
  ];
  return (
    <Text size="sm" c="dimmed">
      {texts.join(' · ')}
    </Text>
  );
}
