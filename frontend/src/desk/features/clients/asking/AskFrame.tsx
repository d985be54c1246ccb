/** The end of every form that asks for something: what could not be placed, and the buttons. */
import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';

interface AskFrameProps {
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  problem: ApiError | null;
  onClose: () => void;
  children: ReactNode;
}

export function AskFrame({ onSubmit, busy, problem, onClose, children }: AskFrameProps) {
  const { t } = useTranslation('desk-asking');
  const { t: common } = useTranslation('common');
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {children}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('ask')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
