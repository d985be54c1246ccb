/** Shuts a client out or lets them in again, with a reason for the record. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Client } from '../../records/types';
import { useSuspension } from './client';

interface SuspendDialogProps {
  client: Client;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function SuspendDialog(props: SuspendDialogProps) {
  const { t } = useTranslation('desk-clients');
  const { client, opened, onClose } = props;
  useFocusBack();
  const title = client.status === 'suspended' ? t('unsuspend_title') : t('suspend_title');
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      {opened ? <SuspendForm {...props} /> : null}
    </Modal>
  );
}

function SuspendForm({ client, onClose, onDone }: SuspendDialogProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const suspending = client.status !== 'suspended';
  const change = useSuspension(client.id);
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '' },
    send: ({ reason }) => change(suspending, reason.trim()),
    onSent: () => {
      toastDone(suspending ? t('suspended_done') : t('unsuspended_done'));
      onDone();
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">
          {suspending
            ? t('suspend_hint', { name: client.name })
            : t('unsuspend_hint', { name: client.name })}
        </Text>
        <Textarea
          label={t('reason')}
          description={t('reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color={suspending ? 'red' : undefined} loading={busy}>
            {suspending ? t('suspend') : t('unsuspend')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
