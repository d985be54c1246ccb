/** Lets a review begin anew: says what falls, and asks why. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useRefreshRequests, useRestart } from './requests';

interface RestartDialogProps {
  request: ReviewedRequest;
  opened: boolean;
  onClose: () => void;
}

export function RestartDialog({ request, opened, onClose }: RestartDialogProps) {
  const { t } = useTranslation('desk-approvals');
  return (
    <Modal opened={opened} onClose={onClose} title={t('restart.title')}>
      {opened ? <Restart request={request} onClose={onClose} /> : null}
    </Modal>
  );
}

function Restart({ request, onClose }: Omit<RestartDialogProps, 'opened'>) {
  const { t } = useTranslation('desk-approvals');
  const restart = useRestart(request.id);
  const refresh = useRefreshRequests();
  const schema = useMemo(() => {
    const needed = z.minLength(1, t('common:validation.required'));
    return z.object({ reason: z.string().check(z.trim(), z.maxLength(1000), needed) });
  }, [t]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '' },
    send: ({ reason }) => restart(reason),
    onSent: () => {
      toastDone(t('restart.done'));
      void refresh();
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <div>{t('restart.what')}</div>
        <Textarea
          label={t('restart.reason')}
          description={t('restart.reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('restart.open')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
