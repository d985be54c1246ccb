/** The two steps of every file: what is in it, then what will come of it. */
import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Panel } from '@/shared/ui/Panel';
import { SheetReview } from './SheetReview';
import type { Import } from './useImport';

interface ImportStepsProps {
  run: Import;
  body: { csv?: string; xlsx?: string };
  /** How many rows will be carried out, on the button that does it. */
  goLabel: (count: number) => string;
  children: ReactNode;
}

export function ImportSteps({ run, body, goLabel, children }: ImportStepsProps) {
  const { t } = useTranslation('desk-imports');
  const { reviewed, busy, problem } = run;
  if (!reviewed) {
    return (
      <Stack gap="md">
        {children}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button
            loading={busy}
            disabled={!body.xlsx && !body.csv?.trim()}
            onClick={() => void run.review(body)}
          >
            {t('check')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const good = reviewed.count - reviewed.faulty;
  return (
    <Stack gap="md">
      <Panel title={t('review')}>
        <SheetReview sheet={reviewed} title={t('review')} />
      </Panel>
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={run.again}>
          {t('back')}
        </Button>
        <Button loading={busy} disabled={good === 0} onClick={() => void run.start(body)}>
          {goLabel(good)}
        </Button>
      </Group>
    </Stack>
  );
}
