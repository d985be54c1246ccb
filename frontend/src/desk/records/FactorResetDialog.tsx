/** Asks for the reason, and takes somebody's second factor away. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { toastDone } from '@/shared/ui/toast';
import type { HeldFactor } from './FactorReset';

interface ResetFormProps {
  path: string;
  name: string;
  held: HeldFactor;
  onClose: () => void;
}

export default function FactorResetDialog(props: ResetFormProps) {
  const { t } = useTranslation('desk-words');
  return (
    <Modal opened onClose={props.onClose} title={t('factor_reset.title')}>
      <ResetForm {...props} />
    </Modal>
  );
}

function ResetForm({ path, name, held, onClose }: ResetFormProps) {
  const { t } = useTranslation('desk-words');
  const { t: common } = useTranslation('common');
  const { tag } = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '' },
    send: ({ reason }) => api.patch(`${path}/factor`, { enrolled: false, reason: reason.trim() }),
    onSent: () => {
      toastDone(t('factor_reset.done'));
      onClose();
      void queries.invalidateQueries({ queryKey: ['desk'] });
    },
  });
  const things = [
    ...(held.totp_added_at ? [t('factor_reset.app')] : []),
    ...held.passkeys.map((one) => (typeof one === 'string' ? one : one.name)),
  ];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // A dialog opened from within a form is its child for React: the form must not be sent too.
    event.stopPropagation();
    onSubmit(event);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('factor_reset.hint', { name })}</Text>
        <Text size="sm" c="dimmed">
          {t('factor_reset.has')} <bdi>{new Intl.ListFormat(tag).format(things)}</bdi>
        </Text>
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
            {t('factor_reset.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
