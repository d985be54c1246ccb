/** Asking for a transfer between a client's wallet and one of their trading accounts. */
import { SegmentedControl, Select, Text } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { amount } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Loaded } from '@/shared/ui/Loaded';
import type { Account } from '../../../records/types';
import { AskFrame } from './AskFrame';
import { type AskProps, accountText, ofClient, useAsk, useLiveAccounts } from './asking';

const DIRECTIONS = ['to_account', 'from_account'] as const;

export function AskTransfer(props: AskProps) {
  const { t } = useTranslation('desk-asking');
  const { query, live = [] } = useLiveAccounts(props.client);
  return (
    <Loaded query={query}>
      {() =>
        live.length > 0 ? (
          <TransferForm {...props} accounts={live} />
        ) : (
          <Text size="sm">{t('nothing.accounts')}</Text>
        )
      }
    </Loaded>
  );
}

function TransferForm({ client, onClose, accounts }: AskProps & { accounts: readonly Account[] }) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const { send, onSent } = useAsk(onClose);
  const currency = useRef('USD');
  const schema = useMemo(
    () => z.object({ amount: amount(common, () => ({ currency: currency.current, tag })) }),
    [common, tag],
  );
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: {
      direction: 'to_account' as string,
      account_id: accounts[0]?.id ?? '',
      amount: '',
    },
    send: ({ direction, account_id, amount: text }, key) => {
      const wallet = { type: 'wallet', currency: currency.current };
      const account = { type: 'account', account_id };
      const [source, target] = direction === 'to_account' ? [wallet, account] : [account, wallet];
      const body = { source, target, amount: text, currency: currency.current };
      return send(ofClient(client, 'transfers'), body, key);
    },
    onSent,
    fieldNames: { source: 'account_id', target: 'account_id' },
  });
  currency.current = accounts.find(({ id }) => id === form.values.account_id)?.currency ?? 'USD';
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <SegmentedControl
        fullWidth
        aria-label={t('direction.label')}
        data={DIRECTIONS.map((one) => ({ value: one, label: t(`direction.${one}`) }))}
        {...form.getInputProps('direction')}
      />
      <Select
        label={t('account')}
        data={accounts.map((one) => ({ value: one.id, label: accountText(one) }))}
        allowDeselect={false}
        {...form.getInputProps('account_id')}
      />
      <AmountInput
        label={t('amount')}
        currency={currency.current}
        required
        {...form.getInputProps('amount')}
      />
    </AskFrame>
  );
}
