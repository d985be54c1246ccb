/** The deposit form. */
import { Button, Stack } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepositMethodView, DepositView, Place, WalletView } from '@/api/portal';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import type { Account } from '../../records/accounts';
import { MethodCards } from '../../records/MethodCards';
import { useOffer } from '../../records/offers';
import { depositTerms } from '../../records/terms';
import { DepositAmounts } from './DepositAmounts';
import { DepositQuote } from './DepositQuote';
import {
  type Chosen,
  type DepositValues,
  depositSchema,
  destinationsOf,
  PROOF,
  send,
  termsFor,
  walletOf,
  withMethod,
} from './deposit';
import classes from './deposits.module.css';

export interface DepositFormProps {
  methods: readonly DepositMethodView[];
  wallets: readonly WalletView[];
  /** The client's live accounts. */
  accounts: readonly Account[];
  destinations: readonly Place[];
}

/** The method and terms of the values; the first method when none is chosen. */
function chosenOf(methods: readonly DepositMethodView[], values: DepositValues): Chosen | null {
  const method = methods.find(({ id }) => id === values.method_id) ?? methods[0];
  const terms = method && termsFor(method, values.currency);
  return method && terms ? { method, terms, wallet: walletOf(method, values) } : null;
}

/** The account that the values are for, as long as it takes this currency. */
function accountFor(
  currency: string,
  { account_id }: DepositValues,
  places: Pick<DepositFormProps, 'accounts' | 'destinations'>,
) {
  const { accounts } = destinationsOf(currency, places.accounts, places.destinations);
  return accounts.find(({ id }) => id === account_id);
}

export function DepositForm({ methods, ...places }: DepositFormProps) {
  const { t } = useTranslation('portal-deposits');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const navigate = useNavigate();
  const [{ currency: wanted, account }] = useSearchTexts();
  const [leaving, setLeaving] = useState(false);
  const chosen = useRef<Chosen | null>(null);
  const shown = useRef<string | null>(null);
  const say = useAnswerWords();
  const schema = useMemo(
    () => depositSchema({ t: common, say, tag, chosen: () => chosen.current }),
    [common, say, tag],
  );
  const initialValues = useMemo<DepositValues>(() => {
    const start = {
      method_id: '',
      currency: wanted ?? 'USD',
      into: '',
      account_id: account ?? '',
      amount: '',
      fields: {},
    };
    return methods[0]
      ? { ...start, ...withMethod(methods[0], start.currency, wanted ?? '') }
      : start;
  }, [methods, wanted, account]);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<DepositValues, DepositView>({
    schema,
    initialValues,
    send: (values, key) => {
      const now = chosenOf(methods, values);
      if (!now) return Promise.reject(new Error('there is no method to pay by'));
      const account_id = accountFor(now.wallet, values, places)?.id ?? '';
      return send(now, { ...values, account_id }, shown.current, key);
    },
    onSent: (deposit) => {
      setLeaving(true);
      if (deposit.redirect_url) window.location.assign(deposit.redirect_url);
      else void navigate({ to: `/funds/deposits/${deposit.id}`, ignoreBlocker: true });
    },
  });
  chosen.current = chosenOf(methods, form.values);
  const offered = useOffer({
    purpose: 'deposit',
    method_id: chosen.current?.method.id ?? '',
    amount: form.values.amount,
    currency: chosen.current?.wallet ?? '',
    payment_currency: chosen.current?.terms.currency ?? '',
  });
  shown.current = offered.offer?.total.amount ?? null;
  if (!chosen.current) return null;
  const { method, terms, wallet } = chosen.current;
  const isOnline = method.kind === 'online';
  const choose = (id: string) => {
    const next = methods.find((one) => one.id === id);
    if (next) form.setValues(withMethod(next, form.values.currency, form.values.into));
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy && !leaving} />
      <Stack gap="lg">
        <MethodCards
          label={t('method')}
          methods={methods.map((one) => ({ ...one, terms: depositTerms(one) }))}
          value={method.id}
          onChange={choose}
          currency={form.values.currency}
          error={form.errors.method_id ? String(form.errors.method_id) : undefined}
        />
        <p className={classes.instructions}>{pickText(method.instructions, language)}</p>
        <DepositAmounts form={form} chosen={chosen.current} {...places} />
        <DynamicForm
          key={method.id}
          design={{ fields: method.fields, groups: [] }}
          {...answersOf(form, 'fields')}
          files={PROOF}
        />
        <DepositQuote
          text={form.values.amount}
          chosen={chosen.current}
          login={accountFor(wallet, form.values, places)?.login}
          offered={offered}
        />
        {isOnline ? <p className={classes.instructions}>{t('exact_amount')}</p> : null}
        <FormProblem problem={problem} />
        <Button
          type="submit"
          size="md"
          loading={busy || leaving}
          disabled={wallet !== terms.currency && !offered.offer}
          rightSection={isOnline ? <IconExternalLink size={17} aria-hidden /> : null}
        >
          {isOnline ? t('go_pay') : t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
