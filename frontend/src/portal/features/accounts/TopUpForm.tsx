/** Putting play money on a demo account. */
import { Button, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { type AccountView, type MoneyView, type TopUpView, topUpAccount } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { amount } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { useAsked } from './changes';

interface TopUpFormProps {
  account: AccountView;
  most: MoneyView;
  onDone: () => void;
}

export function TopUpForm({ account, most, onDone }: TopUpFormProps) {
  const { t } = useTranslation('portal-accounts');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const moneyText = useMoneyText();
  const { currency, amount: max } = most;
  const schema = useMemo(
    () => z.object({ amount: amount(common, () => ({ currency, max, tag })) }),
    [common, currency, max, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<{ amount: string }, TopUpView>({
    schema,
    initialValues: { amount: '' },
    send: (values, key) =>
      topUpAccount({
        path: { account_id: account.id },
        body: { amount: values.amount, currency },
        headers: { 'Idempotency-Key': key },
      }),
    onSent: useAsked(account.id, onDone, t('top_up.sent')),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <AmountInput
          label={t('top_up.amount')}
          description={t('top_up.hint', { most: moneyText(most) })}
          currency={currency}
          max={max}
          required
          {...form.getInputProps('amount')}
        />
        <FormProblem problem={problem} />
        <Button type="submit" loading={busy}>
          {t('top_up.submit')}
        </Button>
      </Stack>
    </form>
  );
}
