/** Lets an account be its client's no longer, with a reason that the client reads. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
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
import { NOTIFY_BOTH, NotifyBoxes, notifyOf } from '../../records/NotifyBoxes';
import type { Account } from '../../records/types';

interface UnbindDialogProps {
  account: Account;
  onClose: () => void;
}

export function UnbindDialog(props: UnbindDialogProps) {
  const { t } = useTranslation('desk-accounts');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('unbind.title')}>
      <UnbindForm {...props} />
    </Modal>
  );
}

const INITIAL = { reason: '', ...NOTIFY_BOTH };

function UnbindForm({ account, onClose }: UnbindDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: INITIAL,
    send: (values, idempotencyKey) =>
      api.post<Account>(
        `/api/desk/accounts/${account.id}/unbinding`,
        { reason: values.reason.trim(), notify: notifyOf(values) },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('unbind.done'));
      void queries.invalidateQueries({ queryKey: ['desk'] });
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">
          {t('unbind.hint', { login: String(account.login), name: account.client.name })}
        </Text>
        <Textarea
          label={t('unbind.reason')}
          description={t('unbind.reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <NotifyBoxes form={form} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('unbind.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
