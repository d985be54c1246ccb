/** The transfer form; what is available renews itself while it is open. */
import { Button, SegmentedControl, Select, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferView, WalletView } from '@/api/portal';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRecheck, useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount, useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { FactList } from '@/shared/ui/FactList';
import type { Account } from '../../records/accounts';
import { quoteOf, zero } from '../../records/terms';
import {
  availableOf,
  type Direction,
  movable,
  send,
  type TransferValues,
  transferSchema,
} from './transfer';

export interface TransferFormProps {
  wallets: readonly WalletView[];
  /** At least one. */
  accounts: readonly Account[];
  /** Those that the broker leaves open. At least one. */
  directions: readonly Direction[];
}

const FIELD_NAMES = { source: 'account_id', target: 'account_id' };

export function TransferForm({ wallets, accounts, directions }: TransferFormProps) {
  const { t } = useTranslation('portal-transfers');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const moneyText = useMoneyText();
  const navigate = useNavigate();
  const [{ account: wanted }] = useSearchTexts();
  const limit = useRef<{ currency: string; max: string | null }>({ currency: 'USD', max: null });
  const schema = useMemo(
    () => transferSchema({ t: common, tag, limit: () => limit.current }),
    [common, tag],
  );
  const open = directions.filter((one) => movable(one, accounts).length > 0);
  const first = startOf(accounts, open, wanted);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<TransferValues, TransferView>({
    schema,
    initialValues: first,
    send: (values, key) => send(values, limit.current.currency, key),
    onSent: (transfer) => {
      void navigate({ to: `/funds/transfers/${transfer.id}`, ignoreBlocker: true });
    },
    fieldNames: FIELD_NAMES,
  });
  const { direction, account_id } = form.values;
  const choices = movable(direction, accounts);
  const account = choices.find(({ id }) => id === account_id) ?? choices[0];
  const available = account ? availableOf(direction, account, wallets) : null;
  limit.current = { currency: account?.currency ?? '', max: available?.amount ?? null };
  useRecheck(form, `${limit.current.currency} ${limit.current.max}`);
  if (!account) return null;
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        <SegmentedControl
          fullWidth
          aria-label={t('direction')}
          data={open.map((one) => ({ value: one, label: t(one) }))}
          value={direction}
          onChange={(next) => {
            const other = movable(next as Direction, accounts);
            const stays = other.some(({ id }) => id === account.id);
            form.setValues({
              direction: next as Direction,
              account_id: stays ? account.id : (other[0]?.id ?? ''),
            });
          }}
        />
        <AccountChoice
          accounts={choices}
          label={direction === 'to_account' ? t('target') : t('source')}
          {...form.getInputProps('account_id')}
        />
        <AmountInput
          label={t('amount')}
          description={
            available
              ? t(`available_${direction}`, { amount: moneyText(available) })
              : t('available_unknown')
          }
          currency={account.currency}
          max={available && signOf(available) > 0 ? available.amount : undefined}
          required
          {...form.getInputProps('amount')}
        />
        <Sides text={form.values.amount} direction={direction} account={account} />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}

/** The direction and account that the form opens with: the account asked for, if it can. */
function startOf(
  accounts: readonly Account[],
  open: readonly Direction[],
  wanted: string | undefined,
): TransferValues {
  const having = open.find((one) => movable(one, accounts).some(({ id }) => id === wanted));
  const direction = having ?? open[0] ?? 'to_account';
  const account_id = having ? (wanted ?? '') : (movable(direction, accounts)[0]?.id ?? '');
  return { direction, account_id, amount: '' };
}

interface AccountChoiceProps {
  accounts: readonly Account[];
  label: string;
}

function AccountChoice({ accounts, ...rest }: AccountChoiceProps) {
  const { language } = useLanguage();
  const moneyText = useMoneyText();
  return (
    <Select
      {...rest}
      data={accounts.map((one) => ({
        value: one.id,
        label: [
          `\u2068${one.login}\u2069`,
          pickText(one.account_type, language),
          one.figures ? moneyText(one.figures.equity) : one.currency,
        ].join(' · '),
      }))}
      allowDeselect={false}
      searchable={accounts.length > 6}
      required
    />
  );
}

interface SidesProps {
  text: string;
  direction: Direction;
  account: Account;
}

/** Nothing is lost on the way, and the person sees that before sending. */
function Sides({ text, direction, account: { currency, login } }: SidesProps) {
  const { t } = useTranslation('portal-transfers');
  const free = { currency, min: '0', max: '0', feePercent: '0', feeCap: null };
  const amount = quoteOf(text, free)?.amount ?? zero(currency);
  const wallet = t('wallet', { currency });
  const account = t('account', { login: String(login) });
  const [from, to] = direction === 'to_account' ? [wallet, account] : [account, wallet];
  return (
    <FactList
      tinted
      facts={[
        { label: t('leaves', { place: from }), value: <Amount value={amount} /> },
        { label: t('arrives', { place: to }), value: <Amount value={amount} />, strong: true },
      ]}
    />
  );
}
