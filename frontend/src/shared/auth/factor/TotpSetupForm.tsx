/** An authenticator app being set up: QR code, secret to type, and the app's first code. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { FormProblem } from '@/shared/forms/FormProblem';
import { code } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { CopyButton } from '@/shared/ui/CopyButton';
import { QrCode } from '@/shared/ui/QrCode';
import type { RecoveryCodes, TotpSetup } from './calls';
import classes from './factor.module.css';

interface TotpSetupFormProps {
  setup: TotpSetup;
  finish: (code: string) => Promise<RecoveryCodes>;
  onDone: (codes: string[]) => void;
}

/** The secret in groups of four, as apps show it. */
const grouped = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

export function TotpSetupForm({ setup, finish, onDone }: TotpSetupFormProps) {
  const { t } = useTranslation('common');
  const schema = useMemo(() => z.object({ code: code(t) }), [t]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { code: '' },
    send: (values) => finish(values.code.trim()),
    onSent: (made) => onDone(made.recovery_codes),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <div className={classes.setup}>
          <QrCode rows={setup.qr} label={t('factor.qr')} />
          <Stack gap={6}>
            <Text size="sm">{t('factor.scan')}</Text>
            <Text size="sm" c="dimmed">
              {t('factor.type_instead')}
            </Text>
            <span className={classes.secret}>
              <bdi dir="ltr">{grouped(setup.secret)}</bdi>
              <CopyButton value={setup.secret} label={t('factor.copy_secret')} />
            </span>
          </Stack>
        </div>
        <TextInput
          label={t('factor.first_code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="md"
          dir="ltr"
          data-autofocus
          classNames={{ input: classes.code }}
          {...form.getInputProps('code')}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t('factor.take_into_use')}
        </Button>
      </Stack>
    </form>
  );
}
