/** How an order for many clients is doing, and what came of each. It goes on without the page. */
import { Progress, Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import type { ClientJob, ClientJobRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useCodeWords, useWords } from '../../records/words';
import { useJob } from './bulk';

export default function JobPage() {
  const { jobId = '' } = useParams({ strict: false }) as { jobId?: string };
  const job = useJob(jobId);
  return <Loaded query={job}>{(one) => <JobSheet job={one} />}</Loaded>;
}

function JobSheet({ job }: { job: ClientJob }) {
  const { t } = useTranslation('desk-clients');
  const { tag } = useLanguage();
  const worked = job.done + job.refused;
  const isFinished = job.status === 'finished';
  return (
    <>
      <PageHeader
        title={t(`job.order.${job.order}`)}
        subtitle={t('job.of', { count: job.clients })}
        marks={
          <Chip tone={isFinished ? 'good' : 'info'}>
            {isFinished ? t('job.finished') : t('job.running')}
          </Chip>
        }
      />
      <Stack gap="md">
        <Panel>
          <Progress
            value={(100 * worked) / job.clients}
            animated={!isFinished}
            aria-label={t('job.progress')}
          />
          <p aria-live="polite">
            {t('job.counts', {
              done: formatCount(job.done, tag),
              refused: formatCount(job.refused, tag),
              left: formatCount(job.clients - worked, tag),
            })}
          </p>
        </Panel>
        <Rows key={worked} job={job} />
      </Stack>
    </>
  );
}

function Rows({ job }: { job: ClientJob }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const codeWords = useCodeWords();
  const columns = useMemo<Column<ClientJobRow>[]>(
    () => [
      {
        id: 'client',
        header: words('fact', 'client'),
        width: 140,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.client_id}</bdi>,
      },
      {
        id: 'outcome',
        header: words('fact', 'outcome'),
        width: 420,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.code ? 'bad' : 'good'}>
            {row.code ? codeWords(row.code) : t('job.done')}
          </Chip>
        ),
      },
      {
        id: 'at',
        header: words('fact', 'at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
    ],
    [t, words, codeWords],
  );
  return (
    <DataTable
      id="desk.client-job"
      label={t('job.rows')}
      columns={columns}
      rowKey={(row) => String(row.number)}
      rowHref={(row) => `/clients/${row.client_id}`}
      queryKey={['desk', 'client-jobs', job.id, job.done + job.refused]}
      load={useList<ClientJobRow>(`/api/desk/client-jobs/${job.id}/rows`)}
      state="page"
      empty={{ title: t('job.no_rows') }}
    />
  );
}
