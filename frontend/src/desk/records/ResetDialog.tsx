/** A dialog that takes a way in from somebody: says what will happen, and asks for the reason. */
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';

interface ResetDialogProps {
  title: string;
  /** What will happen, in full. */
  children: ReactNode;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  send: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

export function ResetDialog(props: ResetDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <ResetForm {...props} />
    </Modal>
  );
}

function ResetForm({ children, confirmLabel, done, send, onClose }: ResetDialogProps) {
  const { t } = useTranslation('desk-words');
  const { t: common } = useTranslation('common');
  const queries = useQueryClient();
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '' },
    send: ({ reason }) => send(reason.trim()),
    onSent: () => {
      toastDone(done);
      onClose();
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // A dialog opened from within a form is its child for React: the form must not be sent too.
    event.stopPropagation();
    onSubmit(event);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children}
        <Textarea
          label={t('factor_reset.reason')}
          description={t('factor_reset.reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
