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
  const session = useSession<Client>();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<ApiError | null>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    session
      .visit(window.location.hash.slice(1) || '-')
      .then(() => navigate({ to: '/', replace: true }))
      .catch((thrown: unknown) => setProblem(asApiError(thrown)));
  }, [session, navigate]);
  return (
    <AuthCard title={t('visit.opening')}>
      <Stack gap="md">
        {problem ? (
          <>
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
