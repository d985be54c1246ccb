/** Asking for a deposit of a client that has come by bank, or by another way that staff confirm,
 * for the wallet or straight for a trading account. */
import { Select, Text } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { DepositMethodView } from '@/api/desk/types.gen';
import { AmountInput } from '@/shared/forms/AmountInput';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { type AnswerValues, startingAnswers, textAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { amount } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { Loaded } from '@/shared/ui/Loaded';
import type { Account, Items } from '../../../records/types';
import { AskFrame } from './AskFrame';
import { type AskProps, accountText, ofClient, useAsk, useLiveAccounts, useOffer } from './asking';

interface Values extends Record<string, unknown> {
  method_id: string;
  currency: string;
  /** The trading account that it is for; empty for the wallet. */
  account_id: string;
  amount: string;
  fields: AnswerValues;
}

export function AskDeposit(props: AskProps) {
  const { t } = useTranslation('desk-asking');
  const methods = useOffer<Items<DepositMethodView>>(ofClient(props.client, 'deposit-methods'));
  const { live } = useLiveAccounts(props.client);
  return (
    <Loaded query={methods}>
      {({ items }) => {
        if (!live) return null;
        return items.length > 0 ? (
          <DepositForm {...props} methods={items} accounts={live} />
        ) : (
          <Text size="sm">{t('nothing.deposit')}</Text>
        );
      }}
    </Loaded>
  );
}

const WALLET = 'wallet';

const startOf = (method: DepositMethodView | undefined) => ({
  method_id: method?.id ?? '',
  currency: method?.currencies[0]?.currency ?? '',
  account_id: '',
  fields: startingAnswers(method?.fields ?? []),
});

function chosenOf(methods: readonly DepositMethodView[], { method_id, currency }: Values) {
  const method = methods.find(({ id }) => id === method_id);
  return { method, terms: method?.currencies.find((one) => one.currency === currency) };
}

function DepositForm({
  client,
  onClose,
  methods,
  accounts,
}: AskProps & { methods: readonly DepositMethodView[]; accounts: readonly Account[] }) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const moneyText = useMoneyText();
  const say = useAnswerWords();
  const { send, onSent } = useAsk(onClose);
  const chosen = useRef<ReturnType<typeof chosenOf>>({ method: undefined, terms: undefined });
  const schema = useMemo(
    () =>
      z.object({
        amount: amount(common, () => {
          const terms = chosen.current.terms;
          const currency = terms?.currency ?? 'USD';
          return { currency, min: terms?.minimum, max: terms?.maximum, tag };
        }),
        fields: answersSchema(() => chosen.current.method?.fields ?? [], say),
      }),
    [common, say, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<
    Values,
    Awaited<ReturnType<typeof send>>
  >({
    schema,
    initialValues: { amount: '', ...startOf(methods[0]) },
    send: ({ fields, account_id, ...values }, key) => {
      const typed = textAnswers(chosen.current.method?.fields ?? [], fields);
      const body = { ...values, account_id: account_id || null, fields: typed };
      return send(ofClient(client, 'deposits'), body, key);
    },
    onSent,
  });
  chosen.current = chosenOf(methods, form.values);
  const { method, terms } = chosen.current;
  const fitting = accounts.filter(({ currency }) => currency === form.values.currency);
  const named = (text: string) => moneyText({ amount: text, currency: terms?.currency ?? 'USD' });
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <Select
        label={t('method')}
        data={methods.map(({ id, name }) => ({ value: id, label: pickText(name, language) }))}
        allowDeselect={false}
        {...form.getInputProps('method_id')}
        onChange={(id) => form.setValues(startOf(methods.find((one) => one.id === id)))}
      />
      <Select
        label={t('currency')}
        data={(method?.currencies ?? []).map(({ currency }) => currency)}
        allowDeselect={false}
        {...form.getInputProps('currency')}
        onChange={(currency) => form.setValues({ currency: currency ?? '', account_id: '' })}
      />
      {fitting.length > 0 ? (
        <Select
          label={t('target')}
          data={[
            { value: WALLET, label: t('into_wallet', { currency: form.values.currency }) },
            ...fitting.map((one) => ({ value: one.id, label: accountText(one) })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('account_id')}
          value={form.values.account_id || WALLET}
          onChange={(id) => form.setFieldValue('account_id', id === WALLET ? '' : (id ?? ''))}
        />
      ) : null}
      <AmountInput
        label={t('amount')}
        description={
          terms ? t('limits', { min: named(terms.minimum), max: named(terms.maximum) }) : undefined
        }
        currency={form.values.currency}
        required
        {...form.getInputProps('amount')}
      />
      {method ? (
        <DynamicForm
          key={method.id}
          design={{ fields: method.fields, groups: [] }}
          {...answersOf(form, 'fields')}
        />
      ) : null}
    </AskFrame>
  );
}
