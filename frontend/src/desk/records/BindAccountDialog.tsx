/** Binds an account of a server to a client, whose id is given or typed. */
import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { NOTIFY_BOTH, NotifyBoxes, notifyOf } from './NotifyBoxes';
import { useServerChoices } from './servers';
import type { Account } from './types';
import { useWords } from './words';

export interface BindAccountDialogProps {
  opened: boolean;
  onClose: () => void;
  /** What is known already; the rest is asked for. */
  clientId?: string;
  serverId?: string;
  login?: number;
  /** Whose it may be: filled in, and open to correction. */
  suggestedId?: string;
}

export function BindAccountDialog(props: BindAccountDialogProps) {
  const { t } = useTranslation('desk-words');
  useFocusBack();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('binding.title')}>
      {props.opened ? <BindForm {...props} /> : null}
    </Modal>
  );
}

function useBindForm({ clientId, serverId, login, suggestedId, onClose }: BindAccountDialogProps) {
  const { t } = useTranslation('desk-words');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const schema = useMemo(
    () =>
      z.object({
        client_id: required(common),
        server_id: required(common),
        login: required(common).check(z.regex(/^[1-9]\d{0,17}$/, t('binding.login_wrong'))),
      }),
    [common, t],
  );
  const initialValues = useMemo(
    () => ({
      client_id: clientId ?? suggestedId ?? '',
      server_id: serverId ?? '',
      login: login ? String(login) : '',
      ...NOTIFY_BOTH,
    }),
    [clientId, serverId, login, suggestedId],
  );
  return useRequestForm({
    schema,
    initialValues,
    send: (values, idempotencyKey) =>
      api.post<Account>(
        '/api/desk/accounts',
        {
          client_id: values.client_id.trim(),
          server_id: values.server_id,
          login: Number(values.login),
          notify: notifyOf(values),
        },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('binding.done'));
      void queries.invalidateQueries({ queryKey: ['desk'] });
      onClose();
    },
  });
}

function BindForm(props: BindAccountDialogProps) {
  const { t } = useTranslation('desk-words');
  const { t: common } = useTranslation('common');
  const words = useWords();
  const servers = useServerChoices();
  const { form, onSubmit, busy, problem } = useBindForm(props);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('binding.hint')}</Text>
        <TextInput
          label={words('fact', 'client_id')}
          withAsterisk
          disabled={props.clientId !== undefined}
          {...form.getInputProps('client_id')}
        />
        <Select
          label={words('fact', 'server')}
          withAsterisk
          data={servers}
          allowDeselect={false}
          disabled={props.serverId !== undefined}
          {...form.getInputProps('server_id')}
        />
        <TextInput
          label={words('fact', 'login')}
          inputMode="numeric"
          withAsterisk
          disabled={props.login !== undefined}
          {...form.getInputProps('login')}
        />
        <NotifyBoxes form={form} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('binding.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
