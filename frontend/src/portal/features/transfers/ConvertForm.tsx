/** From one of one's wallets into another, at a rate that holds from the moment of asking. */
import { Button, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferView, WalletView } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { OfferFacts } from '../../records/OfferFacts';
import { useOffer } from '../../records/offers';
import { type ConvertValues, convertSchema, sendConversion } from './convert';

const FIELD_NAMES = { currency: 'from', target: 'into' };

export function ConvertForm({ wallets }: { wallets: readonly WalletView[] }) {
  const { t } = useTranslation('portal-transfers');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const moneyText = useMoneyText();
  const navigate = useNavigate();
  const limit = useRef<{ currency: string; max: string | null }>({ currency: 'USD', max: null });
  const shown = useRef<string | null>(null);
  const schema = useMemo(
    () => convertSchema({ t: common, tag, limit: () => limit.current }),
    [common, tag],
  );
  const [first, second] = wallets;
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<ConvertValues, TransferView>({
    schema,
    initialValues: { from: first?.currency ?? '', into: second?.currency ?? '', amount: '' },
    send: (values, key) => sendConversion(values, shown.current, key),
    onSent: ({ id }) => void navigate({ to: `/funds/transfers/${id}`, ignoreBlocker: true }),
    fieldNames: FIELD_NAMES,
  });
  const { from, into, amount } = form.values;
  const source = wallets.find(({ currency }) => currency === from);
  const { offer, problem: refusal } = useOffer({
    purpose: 'transfer',
    method_id: '',
    amount,
    currency: from,
    payment_currency: into,
  });
  limit.current = { currency: from, max: source?.available.amount ?? null };
  shown.current = offer?.total.amount ?? null;
  const options = wallets.map(({ currency }) => ({
    value: currency,
    label: t('wallet', { currency }),
  }));
  const chooseSource = (next: string | null) =>
    form.setValues({
      from: next ?? from,
      into: next === into ? from : into,
    });
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <Select
          label={t('source')}
          data={options}
          allowDeselect={false}
          {...form.getInputProps('from')}
          onChange={chooseSource}
        />
        <Select
          label={t('target')}
          data={options.filter(({ value }) => value !== from)}
          allowDeselect={false}
          {...form.getInputProps('into')}
        />
        <AmountInput
          label={t('amount')}
          description={
            source
              ? t('available_to_account', { amount: moneyText(source.available) })
              : t('available_unknown')
          }
          currency={from}
          max={source && signOf(source.available) > 0 ? source.available.amount : undefined}
          required
          {...form.getInputProps('amount')}
        />
        {refusal ? <FormProblem problem={refusal} /> : null}
        {offer ? (
          <OfferFacts
            offer={offer}
            ends={{
              amount: t('leaves', { place: t('wallet', { currency: from }) }),
              total: t('arrives', { place: t('wallet', { currency: into }) }),
            }}
          />
        ) : null}
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={!offer}>
          {t('convert_now')}
        </Button>
      </Stack>
    </form>
  );
}
