/** A trading account: its server and its number. */
import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePublicApi } from '../context';
import type { NameValues } from './names';
import classes from './ways.module.css';

interface Options {
  servers: { id: string; name: string }[];
}

export default function AccountName<V extends NameValues>({
  form,
}: {
  form: UseFormReturnType<V>;
}) {
  const { t } = useTranslation('common');
  const api = usePublicApi();
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => api.get<Options>('/api/portal/sign-in-options', { signal }),
  });
  const servers = options.data?.servers ?? [];
  const only = servers.length === 1 ? servers[0]?.id : undefined;
  const { setFieldValue } = form;
  const isChosen = form.values.server_id === only;
  useEffect(() => {
    // biome-ignore lint/suspicious/noExplicitAny: the form's own type is wider than ours
    if (only && !isChosen) setFieldValue('server_id', only as any);
  }, [only, isChosen, setFieldValue]);
  return (
    <div className={classes.account}>
      <Select
        label={t('sign_in.server')}
        size="md"
        data={servers.map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        comboboxProps={{ keepMounted: false }}
        {...form.getInputProps('server_id')}
      />
      <TextInput
        label={t('sign_in.login')}
        inputMode="numeric"
        autoComplete="off"
        size="md"
        maxLength={18}
        {...form.getInputProps('login')}
      />
    </div>
  );
}
