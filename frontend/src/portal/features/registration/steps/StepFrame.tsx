/** What every step has around its fields: the words above, what was refused, back and on. */
import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import classes from './Steps.module.css';
import type { Saving } from './useDraft';

export interface StepFrameProps {
  title: string;
  text: string;
  problem: ApiError | null;
  saving: Saving;
  busy?: boolean;
  onBack?: () => void;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  next: string;
  children: ReactNode;
}

export function StepFrame(props: StepFrameProps) {
  const { title, text, problem, saving, busy, onBack, onSubmit, next, children } = props;
  const { t } = useTranslation('portal-registration');
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <div>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.text}>{text}</p>
        </div>
        {children}
        <FormProblem problem={problem} />
        <Group justify="space-between" gap="sm">
          <span
            className={classes.saving}
            role="status"
            data-failed={saving === 'failed' || undefined}
          >
            {t(`steps.${saving}`)}
          </span>
          <Group gap="sm" className={classes.actions}>
            {onBack ? (
              <Button variant="default" onClick={onBack} disabled={busy}>
                {t('steps.back')}
              </Button>
            ) : null}
            <Button type="submit" loading={busy}>
              {next}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
