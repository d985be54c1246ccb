/** Our books against servers and providers: how far they are compared, and what does not agree. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReconciliationView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { pollEvery } from '@/shared/api/queryClient';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { useRead } from '../../records/useList';
import { BreaksTable } from './BreaksTable';
import classes from './reconciliation.module.css';
import { SideCards } from './SideCards';
import { WalksPanel } from './WalksPanel';
import { PATH } from './words';

const POLL_MS = 20_000;

export default function ReconciliationPage() {
  const { t } = useTranslation('desk-reconciliation');
  const api = useApi();
  const overview = useQuery({
    ...useRead<ReconciliationView>(PATH),
    refetchInterval: pollEvery(POLL_MS),
  });
  const run = useMutation({
    mutationFn: () => api.post(`${PATH}/runs`),
    onSuccess: () => {
      toastDone(t('run.asked'));
      void overview.refetch();
    },
  });
  const button = (
    <Button
      variant="default"
      leftSection={<IconPlayerPlay size={16} />}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      {t('run.button')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={button} />
      <FormProblem problem={run.error ? asApiError(run.error) : null} />
      <Loaded query={overview} skeleton={<FiguresSkeleton count={3} />}>
        {(found) => (
          <>
            <SideCards overview={found} />
            <BreaksTable names={found.names} />
            <WalksPanel overview={found} />
          </>
        )}
      </Loaded>
    </div>
  );
}
