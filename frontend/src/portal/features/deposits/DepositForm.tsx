/** The deposit form. */
import { Button, Select, Stack } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepositMethodView, DepositView } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { MethodCards } from '../../records/MethodCards';
import { depositTerms } from '../../records/terms';
import { DepositQuote } from './DepositQuote';
import { type DepositValues, depositSchema, PROOF, send, termsFor, withMethod } from './deposit';
import classes from './deposits.module.css';

/** The method and terms of the values; the first method when none is chosen. */
function chosenOf(methods: readonly DepositMethodView[], values: DepositValues) {
  const method = methods.find(({ id }) => id === values.method_id) ?? methods[0];
  const terms = method && termsFor(method, values.currency);
  return method && terms ? { method, terms } : null;
}

export function DepositForm({ methods }: { methods: readonly DepositMethodView[] }) {
  const { t } = useTranslation('portal-deposits');
  const { t: common } = useTranslation('common');
  const { language, tag } = useLanguage();
  const moneyText = useMoneyText();
  const navigate = useNavigate();
  const [{ currency: wanted }] = useSearchTexts();
  const [leaving, setLeaving] = useState(false);
  const chosen = useRef<ReturnType<typeof chosenOf>>(null);
  const say = useAnswerWords();
  const schema = useMemo(
    () => depositSchema({ t: common, say, tag, chosen: () => chosen.current }),
    [common, say, tag],
  );
  const initialValues = useMemo<DepositValues>(() => {
    const start = { method_id: '', currency: wanted ?? 'USD', amount: '', fields: {} };
    return methods[0] ? { ...start, ...withMethod(methods[0], start.currency) } : start;
  }, [methods, wanted]);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<DepositValues, DepositView>({
    schema,
    initialValues,
    send: (values, key) => send(chosenOf(methods, values)?.method.fields ?? [], values, key),
    onSent: (deposit) => {
      setLeaving(true);
      if (deposit.redirect_url) window.location.assign(deposit.redirect_url);
      else void navigate({ to: `/funds/deposits/${deposit.id}`, ignoreBlocker: true });
    },
  });
  chosen.current = chosenOf(methods, form.values);
  if (!chosen.current) return null;
  const { method, terms } = chosen.current;
  const isOnline = method.kind === 'online';
  const named = (amount: string) => moneyText({ amount, currency: terms.currency });
  const choose = (id: string) => {
    const next = methods.find((one) => one.id === id);
    if (next) form.setValues(withMethod(next, form.values.currency));
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
        <div className={classes.pair}>
          <Select
            label={t('currency')}
            description={t('currency_hint')}
            data={depositTerms(method).map(({ currency }) => currency)}
            allowDeselect={false}
            {...form.getInputProps('currency')}
          />
          <AmountInput
            label={t('amount')}
            description={t('amount_limits', { min: named(terms.min), max: named(terms.max) })}
            currency={terms.currency}
            required
            {...form.getInputProps('amount')}
          />
        </div>
        <DynamicForm
          key={method.id}
          design={{ fields: method.fields, groups: [] }}
          {...answersOf(form, 'fields')}
          files={PROOF}
        />
        <DepositQuote text={form.values.amount} terms={terms} />
        {isOnline ? <p className={classes.instructions}>{t('exact_amount')}</p> : null}
        <FormProblem problem={problem} />
        <Button
          type="submit"
          size="md"
          loading={busy || leaving}
          rightSection={isOnline ? <IconExternalLink size={17} aria-hidden /> : null}
        >
          {isOnline ? t('go_pay') : t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
