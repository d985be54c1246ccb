/** What is shown when an address leads nowhere or a page fails. */
import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ErrorState } from '@/shared/ui/ErrorState';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import classes from './fallbacks.module.css';

export function NotFound() {
  const { t } = useTranslation('common');
  return (
    <>
      <PageHeader title={t('states.not_found_title')} />
      <Panel>
        <EmptyState
          icon={IconCompass}
          title={t('states.not_found_hint')}
          action={
            <Button component={Link} to="/" variant="default">
              {t('states.go_home')}
            </Button>
          }
        />
      </Panel>
    </>
  );
}

function useRetry(reset: () => void): () => void {
  const router = useRouter();
  return () => {
    reset();
    void router.invalidate();
  };
}

/** One page failed; the frame around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const retry = useRetry(reset);
  return (
    <Panel>
      <ErrorState error={error} onRetry={retry} />
    </Panel>
  );
}

/** The whole application failed, e.g. the server cannot be reached on load. */
export function AppFailed({ error, reset }: ErrorComponentProps) {
  const { name } = useBrand();
  const retry = useRetry(reset);
  return (
    <main className={classes.alone}>
      <h1 className={classes.brand}>{name}</h1>
      <Panel>
        <ErrorState error={error} onRetry={retry} />
      </Panel>
    </main>
  );
}
