/** Asking for a trading account of a client: server, type and leverage. */
import { Select, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { OptionsView } from '@/api/desk/types.gen';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Loaded } from '@/shared/ui/Loaded';
import { AskFrame } from './AskFrame';
import { type AskProps, ofClient, useAsk, useOffer } from './asking';

export function AskAccount(props: AskProps) {
  const { t } = useTranslation('desk-asking');
  const options = useOffer<OptionsView>(ofClient(props.client, 'account-options'));
  return (
    <Loaded query={options}>
      {(one) =>
        one.servers.length > 0 ? (
          <AccountForm {...props} options={one} />
        ) : (
          <Text size="sm">{t('nothing.account')}</Text>
        )
      }
    </Loaded>
  );
}

function AccountForm({ client, onClose, options }: AskProps & { options: OptionsView }) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  const { language } = useLanguage();
  const { send, onSent } = useAsk(onClose);
  const schema = useMemo(() => z.object({ account_type_id: required(common) }), [common]);
  const first = options.servers[0];
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: {
      server_id: first?.id ?? '',
      account_type_id: first?.account_types[0]?.id ?? '',
      leverage: String(first?.account_types[0]?.default_leverage ?? ''),
    },
    send: ({ leverage, ...values }, key) =>
      send(ofClient(client, 'accounts'), { ...values, leverage: Number(leverage) }, key),
    onSent,
  });
  const { server_id, account_type_id } = form.values;
  const types = options.servers.find(({ id }) => id === server_id)?.account_types ?? [];
  const type = types.find(({ id }) => id === account_type_id) ?? types[0];
  const choose = (server: string, typeId: string) => {
    const offered = options.servers.find(({ id }) => id === server)?.account_types ?? [];
    const next = offered.find(({ id }) => id === typeId) ?? offered[0];
    form.setValues({
      server_id: server,
      account_type_id: next?.id ?? '',
      leverage: String(next?.default_leverage ?? ''),
    });
  };
  return (
    <AskFrame {...{ onSubmit, busy, problem, onClose }}>
      <Select
        label={t('server')}
        data={options.servers.map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        {...form.getInputProps('server_id')}
        onChange={(id) => choose(id ?? '', account_type_id)}
      />
      <Select
        label={t('account_type')}
        data={types.map(({ id, name, currency, kind }) => ({
          value: id,
          label: `${pickText(name, language)} · ${currency} · ${t(`kind.${kind}`)}`,
        }))}
        allowDeselect={false}
        {...form.getInputProps('account_type_id')}
        onChange={(id) => choose(server_id, id ?? '')}
      />
      <Select
        label={t('leverage')}
        data={(type?.leverages ?? []).map((one) => ({ value: String(one), label: `1:${one}` }))}
        allowDeselect={false}
        {...form.getInputProps('leverage')}
      />
    </AskFrame>
  );
}
