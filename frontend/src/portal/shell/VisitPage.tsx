/** Where the back office opens a client's portal: the secret behind the hash is exchanged, once. */
import { Loader, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { AuthCard } from '@/shared/auth/AuthCard';
import { useSession } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import type { Client } from '../session';

export default function VisitPage() {
  const { t } = useTranslation('portal-shell');
  const { t: common } = useTranslation('common');
  const session = useSession<Client>();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [secret] = useState(() => window.location.hash.slice(1));
  const asked = useRef(false);
  useEffect(() => {
    if (!secret || asked.current) return;
    asked.current = true;
    session
      .visit(secret)
      .then(() => navigate({ to: '/', replace: true }))
      .catch((thrown: unknown) => setProblem(asApiError(thrown)));
  }, [session, navigate, secret]);
  return (
    <AuthCard title={t('visit.opening')}>
      <Stack gap="md">
        {problem || !secret ? (
          <>
            {secret ? null : <Text>{common('errors.visit_over')}</Text>}
            <FormProblem problem={problem} />
            <Text size="sm">{t('visit.close_tab')}</Text>
          </>
        ) : (
          <Loader aria-label={t('visit.opening')} />
        )}
      </Stack>
    </AuthCard>
  );
}
