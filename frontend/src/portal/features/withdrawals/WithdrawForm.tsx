/** The withdrawal form; what is available renews itself while it is open. */
import { Button, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WithdrawalMethodView, WithdrawalView } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRecheck, useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { toastDone } from '@/shared/ui/toast';
import { MethodCards } from '../../records/MethodCards';
import { useOffer } from '../../records/offers';
import type { Origin } from '../../records/origins';
import { withdrawalTerms } from '../../records/terms';
import { DetailsPicker } from './DetailsPicker';
import { Precheck } from './Precheck';
import { WithdrawQuote } from './WithdrawQuote';
import {
  methodsFor,
  mostOf,
  payoutTerms,
  send,
  type WithdrawalValues,
  withdrawalSchema,
} from './withdrawal';
import classes from './withdrawals.module.css';

export interface WithdrawFormProps {
  /** At least one each. */
  origins: readonly Origin[];
  methods: readonly WithdrawalMethodView[];
}

type Limits = { currency: string; min: string | null; max: string | null };
const FIELD_NAMES = { account_id: 'source' };

export function WithdrawForm({ origins, methods }: WithdrawFormProps) {
  const { t } = useTranslation('portal-withdrawals');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const moneyText = useMoneyText();
  const navigate = useNavigate();
  const [{ currency: wanted, account: wantedAccount }] = useSearchTexts();
  const from = useRef<Origin | undefined>(undefined);
  const paidIn = useRef('');
  const shown = useRef<string | null>(null);
  const limits = useRef<Limits>({ currency: 'USD', min: null, max: null });
  const schema = useMemo(
    () => withdrawalSchema({ t: common, tag, limits: () => limits.current }),
    [common, tag],
  );
  const preset =
    origins.find(({ account }) => account && account.id === wantedAccount) ??
    origins.find(({ currency }) => currency === wanted) ??
    origins.find(({ available }) => available && signOf(available) > 0) ??
    origins[0];
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<
    WithdrawalValues,
    WithdrawalView
  >({
    schema,
    initialValues: {
      source: preset?.id ?? '',
      paid_in: '',
      method_id: methodsFor(methods, preset?.currency ?? '')[0]?.id ?? '',
      details_id: '',
      amount: '',
    },
    send: (values, key) => {
      if (!from.current) return Promise.reject(new Error('there is nothing to withdraw from'));
      return send(values, from.current, paidIn.current, shown.current, key);
    },
    onSent: (withdrawal) => {
      toastDone(withdrawal.account ? t('sent_account') : t('sent'));
      void navigate({ to: `/funds/requests/${withdrawal.id}`, ignoreBlocker: true });
    },
    fieldNames: FIELD_NAMES,
  });
  const { values } = form;
  const origin = origins.find(({ id }) => id === values.source) ?? preset;
  const currency = origin?.currency ?? '';
  const offers = methodsFor(methods, currency);
  const method = offers.find(({ id }) => id === values.method_id) ?? offers[0];
  const terms = payoutTerms(method, currency, values.paid_in);
  const isOfTwo = terms !== undefined && terms.currency !== currency;
  const offered = useOffer({
    purpose: 'withdrawal',
    method_id: method?.id ?? '',
    amount: values.amount,
    currency,
    payment_currency: terms?.currency ?? currency,
  });
  from.current = origin;
  paidIn.current = terms?.currency ?? currency;
  shown.current = offered.offer?.total.amount ?? null;
  limits.current = {
    currency,
    min: isOfTwo ? null : (terms?.min ?? null),
    max: terms && origin ? mostOf(terms, origin) : null,
  };
  useRecheck(form, Object.values(limits.current).join(' '));
  const choose = (next: string | null) => {
    const chosen = origins.find(({ id }) => id === next);
    if (!chosen) return;
    const fitting = methodsFor(methods, chosen.currency);
    const stays = fitting.some(({ id }) => id === values.method_id);
    form.setValues({
      source: chosen.id,
      ...(stays ? {} : { method_id: fitting[0]?.id ?? '', details_id: '' }),
    });
  };
  const max = limits.current.max;
  const originText = ({ currency, available, account }: Origin) => {
    const amount = available ? moneyText(available) : '';
    if (!account) return t('wallet_choice', { currency, amount });
    const login = `\u2068${account.login}\u2069`;
    return amount
      ? t('account_choice', { login, amount })
      : `${t('account', { login })} · ${currency}`;
  };
  if (!origin) return null;
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <Select
          label={t('from')}
          data={origins.map((one) => ({ value: one.id, label: originText(one) }))}
          allowDeselect={false}
          required
          {...form.getInputProps('source')}
          onChange={choose}
        />
        <MethodCards
          label={t('method')}
          methods={offers.map((one) => ({ ...one, terms: withdrawalTerms(one) }))}
          value={method?.id ?? ''}
          onChange={(id) => form.setValues({ method_id: id, details_id: '' })}
          currency={currency}
          error={form.errors.method_id ? String(form.errors.method_id) : undefined}
        />
        {method ? (
          <>
            <p className={classes.instructions}>{pickText(method.instructions, language)}</p>
            <DetailsPicker method={method} {...form.getInputProps('details_id')} />
          </>
        ) : null}
        {terms ? (
          <>
            {method?.converts ? (
              <Select
                label={t('paid_in')}
                data={withdrawalTerms(method).map(({ currency }) => currency)}
                allowDeselect={false}
                {...form.getInputProps('paid_in')}
                value={terms.currency}
              />
            ) : null}
            <AmountInput
              label={t('amount')}
              description={
                isOfTwo
                  ? t(origin.account ? 'amount_from_account' : 'amount_from_wallet')
                  : t('amount_limits', {
                      min: moneyText({ amount: terms.min, currency: terms.currency }),
                      max: moneyText({ amount: terms.max, currency: terms.currency }),
                    })
              }
              currency={currency}
              max={max && signOf({ amount: max, currency }) > 0 ? max : undefined}
              required
              {...form.getInputProps('amount')}
            />
            <WithdrawQuote
              text={values.amount}
              terms={terms}
              source={currency}
              isAccount={origin.account !== null}
              offered={offered}
            />
            <p className={classes.instructions}>
              {t(origin.account ? 'account_note' : 'held_note')}
            </p>
            <Precheck
              amount={values.amount}
              currency={currency}
              accountId={origin.account?.id ?? null}
              payoutCurrency={terms.currency}
              methodId={method?.id ?? ''}
              detailsId={values.details_id}
            />
          </>
        ) : null}
        <FormProblem problem={problem} />
        <Button
          type="submit"
          size="md"
          loading={busy}
          disabled={!terms || (isOfTwo && !offered.offer)}
        >
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
