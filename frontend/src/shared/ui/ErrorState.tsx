/** Says what failed in words of the person, with the request id for support and a way to retry. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { CopyButton } from './CopyButton';
import classes from './states.module.css';

export interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const { ofError } = useErrorWords();
  const problem = asApiError(error);
  return (
    <div className={classes.state} role="alert">
      <span className={classes.icon} data-tone="bad" aria-hidden>
        <IconAlertTriangle size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{t('states.error_title')}</p>
      <p className={classes.hint}>{ofError(problem)}</p>
      {problem.requestId ? <RequestId id={problem.requestId} /> : null}
      {onRetry ? (
        <div className={classes.action}>
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {t('states.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

export function RequestId({ id }: { id: string }) {
  const { t } = useTranslation('common');
  return (
    <p className={classes.request}>
      {t('states.request_id')} <bdi className={classes.mono}>{id}</bdi>
      <CopyButton value={id} label={t('states.copy_request_id')} />
    </p>
  );
}
