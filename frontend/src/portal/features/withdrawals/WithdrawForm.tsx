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
import { withdrawalTerms } from '../../records/terms';
import { DetailsPicker } from './DetailsPicker';
import { Precheck } from './Precheck';
import { WithdrawQuote } from './WithdrawQuote';
import {
  methodsFor,
  mostOf,
  send,
  termsFor,
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
      method_id: methodsFor(methods, preset?.currency ?? '')[0]?.id ?? '',
      details_id: '',
      amount: '',
    },
    send,
    onSent: (withdrawal) => {
      toastDone(t('sent'));
      void navigate({ to: `/funds/requests/${withdrawal.id}`, ignoreBlocker: true });
    },
    fieldNames: FIELD_NAMES,
  });
  const { values } = form;
  const wallet = wallets.find(({ currency }) => currency === values.currency) ?? preset;
  const offered = methodsFor(methods, values.currency);
  const method = offered.find(({ id }) => id === values.method_id) ?? offered[0];
  const terms = method && termsFor(method, values.currency);
  limits.current = {
    currency: wallet?.currency ?? '',
    min: terms?.min ?? null,
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
          methods={offered.map((one) => ({ ...one, icon: one.kind, terms: withdrawalTerms(one) }))}
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
            <AmountInput
              label={t('amount')}
              description={t('amount_limits', {
                min: moneyText({ amount: terms.min, currency: terms.currency }),
                max: moneyText({ amount: terms.max, currency: terms.currency }),
              })}
              currency={terms.currency}
              max={max && signOf({ amount: max, currency: terms.currency }) > 0 ? max : undefined}
              required
              {...form.getInputProps('amount')}
            />
            <WithdrawQuote text={values.amount} terms={terms} />
            <p className={classes.instructions}>{t('held_note')}</p>
            <Precheck
              amount={values.amount}
              currency={values.currency}
              methodId={method?.id ?? ''}
              detailsId={values.details_id}
            />
          </>
        ) : null}
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={!terms}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
