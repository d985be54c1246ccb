/** Gives an account a new master or investor password, which the client is told by mail. */
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AskedChangeView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Account } from '../../records/types';
import { pathOf } from './account';

interface NewPasswordDialogProps {
  account: Account;
  onClose: () => void;
}

export function NewPasswordDialog(props: NewPasswordDialogProps) {
  const { t } = useTranslation('desk-accounts');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('password.title')}>
      <NewPasswordForm {...props} />
    </Modal>
  );
}

const KINDS = ['main_password', 'investor_password'] as const;

function NewPasswordForm({ account, onClose }: NewPasswordDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const schema = useMemo(() => z.object({ kind: z.enum(KINDS) }), []);
  const hasTwo = account.server.abilities.includes('investor_password');
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { kind: 'main_password' },
    send: ({ kind }, idempotencyKey) =>
      api.post<AskedChangeView>(
        `${pathOf(account.id)}/passwords`,
        { kind },
        {
          idempotencyKey,
        },
      ),
    onSent: () => {
      toastDone(t('password.done'));
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('password.hint', { name: account.client.name })}</Text>
        <Radio.Group label={t('password.which')} {...form.getInputProps('kind')}>
          <Stack gap="xs" mt="xs">
            {(hasTwo ? KINDS : KINDS.slice(0, 1)).map((kind) => (
              <Radio key={kind} value={kind} label={t(`password.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('password.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
