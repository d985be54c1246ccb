/** How an order for many is doing, and what came of each row. It goes on without the page. */
import { Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '@/shared/api/useAttempt';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { saveText } from '@/shared/ui/saveText';
import { toastDone } from '@/shared/ui/toast';
import type { Batch } from '../../records/types';
import { useWords } from '../../records/words';
import { BatchRows } from './BatchRows';
import { BatchStatus } from './BatchStatus';
import { useBatch, useBatchCalls, useFreshQueue } from './batches';

export default function BatchPage() {
  const { batchId = '' } = useParams({ strict: false }) as { batchId?: string };
  const batch = useBatch(batchId);
  return <Loaded query={batch}>{(one) => <BatchSheet batch={one} />}</Loaded>;
}

function BatchSheet({ batch }: { batch: Batch }) {
  const { t } = useTranslation('desk-batches');
  const words = useWords();
  useFreshQueue(batch);
  return (
    <>
      <PageHeader
        title={words('batch', batch.kind)}
        subtitle={
          <>
            <Anchor component={Link} to="/batches" inherit c="dimmed" underline="always">
              {t('all')}
            </Anchor>
            <span>
              {' · '}
              <bdi>{batch.by}</bdi> · <Time at={batch.created_at} />
            </span>
          </>
        }
        marks={<BatchStatus status={batch.status} />}
        actions={<Actions batch={batch} />}
      />
      <Stack gap="md">
        <Panel>
          <Counts batch={batch} />
        </Panel>
        <BatchRows key={batch.done + batch.refused} batch={batch} />
      </Stack>
    </>
  );
}

function Counts({ batch }: { batch: Batch }) {
  const { t } = useTranslation('desk-batches');
  const { tag } = useLanguage();
  const ended = batch.done + batch.refused;
  return (
    <Stack gap="sm">
      <Progress
        value={(100 * ended) / batch.rows}
        animated={batch.status === 'running'}
        aria-label={t('progress')}
      />
      <Text size="sm" aria-live="polite">
        {t('counts', {
          done: formatCount(batch.done, tag),
          refused: formatCount(batch.refused, tag),
          left: formatCount(batch.rows - ended, tag),
        })}
      </Text>
    </Stack>
  );
}

function Actions({ batch }: { batch: Batch }) {
  const { t } = useTranslation('desk-batches');
  const [asking, setAsking] = useState(false);
  const { cancel, result } = useBatchCalls(batch.id);
  const { busy, problem, attempt } = useAttempt();
  const save = (only: 'refused' | null) =>
    attempt(async () => {
      const file = await result(only);
      saveText(only ? 'refused.csv' : file.name, file.text);
    });
  return (
    <Stack gap="xs">
      <Group gap="sm" justify="flex-end">
        {batch.status === 'running' ? (
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('cancel')}
          </Button>
        ) : null}
        {batch.refused > 0 && batch.from_file ? (
          <Button variant="default" loading={busy} onClick={() => void save('refused')}>
            {t('refused_rows')}
          </Button>
        ) : null}
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void save(null)}
        >
          {t('result')}
        </Button>
      </Group>
      <FormProblem problem={problem} />
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('cancel')}
        confirmLabel={t('cancel')}
        onConfirm={async () => {
          await cancel();
          toastDone(t('cancelled_done'));
        }}
      >
        <Text size="sm">{t('cancel_hint')}</Text>
      </ConfirmDanger>
    </Stack>
  );
}
