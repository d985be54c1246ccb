/** The withdrawal form; what is available renews itself while it is open. */
import { Button, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WalletView, WithdrawalMethodView, WithdrawalView } from '@/api/portal';
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
  wallets: readonly WalletView[];
  methods: readonly WithdrawalMethodView[];
}

type Limits = { currency: string; min: string | null; max: string | null };
const FIELD_NAMES = { source: 'currency' };

export function WithdrawForm({ wallets, methods }: WithdrawFormProps) {
  const { t } = useTranslation('portal-withdrawals');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const moneyText = useMoneyText();
  const navigate = useNavigate();
  const [{ currency: wanted }] = useSearchTexts();
  const paidIn = useRef('');
  const shown = useRef<string | null>(null);
  const limits = useRef<Limits>({ currency: 'USD', min: null, max: null });
  const schema = useMemo(
    () => withdrawalSchema({ t: common, tag, limits: () => limits.current }),
    [common, tag],
  );
  const preset =
    wallets.find(({ currency }) => currency === wanted) ??
    wallets.find(({ available }) => signOf(available) > 0) ??
    wallets[0];
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<
    WithdrawalValues,
    WithdrawalView
  >({
    schema,
    initialValues: {
      currency: preset?.currency ?? '',
      paid_in: '',
      method_id: methodsFor(methods, preset?.currency ?? '')[0]?.id ?? '',
      details_id: '',
      amount: '',
    },
    send: (values, key) => send(values, paidIn.current, shown.current, key),
    onSent: (withdrawal) => {
      toastDone(t('sent'));
      void navigate({ to: `/funds/requests/${withdrawal.id}`, ignoreBlocker: true });
    },
    fieldNames: FIELD_NAMES,
  });
  const { values } = form;
  const wallet = wallets.find(({ currency }) => currency === values.currency) ?? preset;
  const offers = methodsFor(methods, values.currency);
  const method = offers.find(({ id }) => id === values.method_id) ?? offers[0];
  const terms = payoutTerms(method, values);
  const isOfTwo = terms !== undefined && terms.currency !== values.currency;
  const offered = useOffer({
    purpose: 'withdrawal',
    method_id: method?.id ?? '',
    amount: values.amount,
    currency: values.currency,
    payment_currency: terms?.currency ?? values.currency,
  });
  paidIn.current = terms?.currency ?? values.currency;
  shown.current = offered.offer?.total.amount ?? null;
  limits.current = {
    currency: wallet?.currency ?? '',
    min: isOfTwo ? null : (terms?.min ?? null),
    max: terms && wallet ? mostOf(terms, wallet) : null,
  };
  useRecheck(form, Object.values(limits.current).join(' '));
  const chooseWallet = (currency: string | null) =>
    form.setValues({
      currency: currency ?? '',
      method_id: methodsFor(methods, currency ?? '')[0]?.id ?? '',
    });
  const max = limits.current.max;
  if (!wallet) return null;
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <Select
          label={t('wallet')}
          data={wallets.map(({ currency, available }) => ({
            value: currency,
            label: t('wallet_choice', { currency, amount: moneyText(available) }),
          }))}
          allowDeselect={false}
          required
          {...form.getInputProps('currency')}
          onChange={chooseWallet}
        />
        <MethodCards
          label={t('method')}
          methods={offers.map((one) => ({ ...one, terms: withdrawalTerms(one) }))}
          value={method?.id ?? ''}
          onChange={(id) => form.setValues({ method_id: id, details_id: '' })}
          currency={values.currency}
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
                  ? t('amount_from_wallet')
                  : t('amount_limits', {
                      min: moneyText({ amount: terms.min, currency: terms.currency }),
                      max: moneyText({ amount: terms.max, currency: terms.currency }),
                    })
              }
              currency={wallet.currency}
              max={max && signOf({ amount: max, currency: wallet.currency }) > 0 ? max : undefined}
              required
              {...form.getInputProps('amount')}
            />
            <WithdrawQuote
              text={values.amount}
              terms={terms}
              wallet={wallet.currency}
              offered={offered}
            />
            <p className={classes.instructions}>{t('held_note')}</p>
            <Precheck
              amount={values.amount}
              currency={values.currency}
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
