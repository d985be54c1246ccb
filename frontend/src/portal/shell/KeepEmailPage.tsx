/** Where the old address leads: undoing a change of the e-mail address that its owner did not make. */
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { objectToEmail } from '@/api/portal';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { AuthCard } from '@/shared/auth/AuthCard';
import { FormProblem } from '@/shared/forms/FormProblem';
import { publicClient } from '../publicClient';

export default function KeepEmailPage() {
  const { t } = useTranslation('common');
  // Behind the hash, so that no server on the way has seen it.
  const [token] = useState(() => window.location.hash.slice(1));
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const undo = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await objectToEmail({ client: publicClient, body: { token: token || '-' } });
      setDone(true);
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <AuthCard title={t('keep_email.title')}>
      <Stack gap="md">
        <Text role="status">{done ? t('keep_email.done') : t('keep_email.hint')}</Text>
        <FormProblem problem={problem} />
        {done ? (
          <Anchor component={Link} to="/forgot-password">
            {t('keep_email.to_password')}
          </Anchor>
        ) : (
          <Button fullWidth loading={busy} onClick={() => void undo()}>
            {t('keep_email.undo')}
          </Button>
        )}
      </Stack>
    </AuthCard>
  );
}
