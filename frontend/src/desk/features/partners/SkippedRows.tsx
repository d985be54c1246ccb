/** The tickets that a run leaves as they are, by the reason. */
import { Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRowView, RunView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import { useList } from '../../records/useList';
import { useColumns } from './RunRows';
import { runPath, type Skipped, skippedOf } from './runs';

export function SkippedRows({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  const reasons = skippedOf(run);
  const [chosen, setChosen] = useState<Skipped | null>(null);
  const why = chosen ?? reasons[0] ?? 'unknown';
  return (
    <Stack gap="md">
      <Select
        label={t('left_why')}
        maw={420}
        allowDeselect={false}
        data={reasons.map((value) => ({
          value,
          label: `${t(`skipped.${value}`)} (${formatCount(run.skipped[value], tag)})`,
        }))}
        value={why}
        onChange={(value) => setChosen(value as Skipped)}
      />
      <Text size="sm" c="dimmed">
        {t(`skipped_hint.${why}`)}
      </Text>
      <DataTable
        key={why}
        id="desk.run-skipped"
        label={t(`skipped.${why}`)}
        columns={useColumns(true)}
        rowKey={(row) => row.deal}
        queryKey={['desk', 'run-skipped', run.id, why, run.skipped[why]]}
        load={useList<RunRowView>(`${runPath(run.kind, run.id)}/rows`, { skipped: why })}
        state="page"
        empty={{ title: t('no_left') }}
      />
    </Stack>
  );
}
