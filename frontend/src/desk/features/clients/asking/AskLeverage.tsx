/** Asking for another leverage of one of the client's accounts. */
import { Select, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { ReadAccountChangeableResponse } from '@/api/desk/types.gen';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Loaded } from '@/shared/ui/Loaded';
import type { Account, Items } from '../../../records/types';
import { AskFrame } from './AskFrame';
import { type AskProps, ofClient, useAsk, useOffer } from './asking';

export function AskLeverage(props: AskProps) {
  const { t } = useTranslation('desk-asking');
  const accounts = useOffer<Items<Account>>(`${ofClient(props.client, 'accounts')}?limit=200`);
  return (
    <Loaded query={accounts}>
      {({ items }) =>
        items.length > 0 ? (
          <LeverageForm {...props} accounts={items} />
        ) : (
          <Text size="sm">{t('nothing.accounts')}</Text>
        )
      }
    </Loaded>
  );
}

const changesOf = (accountId: string) => `/api/desk/accounts/${accountId}/changes`;

function LeverageForm({ onClose, accounts }: AskProps & { accounts: readonly Account[] }) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { send, onSent } = useAsk(onClose);
  const schema = useMemo(() => z.object({ leverage: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { account_id: accounts[0]?.id ?? '', leverage: '' },
    send: ({ account_id, leverage }, key) =>
      send(changesOf(account_id), { leverage: Number(leverage) }, key),
    onSent,
  });
  const { account_id } = form.values;
  const offer = useOffer<ReadAccountChangeableResponse>(changesOf(account_id));
  const leverages = offer.data?.leverages ?? [];
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <Select
        label={t('account')}
        data={accounts.map(({ id, login, server, leverage }) => ({
          value: id,
          label: `\u2068${login}\u2069 · ${server.name} · 1:${leverage}`,
        }))}
        allowDeselect={false}
        {...form.getInputProps('account_id')}
        onChange={(id) => form.setValues({ account_id: id ?? '', leverage: '' })}
      />
      <Select
        label={t('leverage')}
        description={offer.data && leverages.length === 0 ? t('nothing.leverage') : undefined}
        data={leverages.map((one) => ({ value: String(one), label: `1:${one}` }))}
        disabled={leverages.length === 0}
        {...form.getInputProps('leverage')}
      />
    </AskFrame>
  );
}
