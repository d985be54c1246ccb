/** Asking for a new password of a trading account, which comes by e-mail. */
import { Button, Radio, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AccountView, ApplicationView } from '@/api/portal';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { ask, useAsked } from './changes';

type PasswordKind = 'main_password' | 'investor_password';

interface PasswordFormProps {
  account: AccountView;
  /** Those of which no change is under way. */
  kinds: readonly PasswordKind[];
  onDone: () => void;
}

type Values = { kind: PasswordKind };

export function PasswordForm({ account, kinds, onDone }: PasswordFormProps) {
  const { t } = useTranslation('portal-accounts');
  const schema = useMemo(
    () => z.object({ kind: z.enum(['main_password', 'investor_password']) }),
    [],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, ApplicationView>({
    schema,
    initialValues: { kind: kinds[0] ?? 'main_password' },
    send: (values, key) => ask(account.id, values, key),
    onSent: useAsked(account.id, onDone),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Radio.Group label={t('changes.which')} {...form.getInputProps('kind')}>
          <Stack gap="xs" mt="xs">
            {kinds.map((kind) => (
              <Radio key={kind} value={kind} label={t(`changes.kind.${kind}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {t('changes.by_mail')}
        </Text>
        <FormProblem problem={problem} />
        <Button type="submit" loading={busy}>
          {t('changes.submit')}
        </Button>
      </Stack>
    </form>
  );
}
