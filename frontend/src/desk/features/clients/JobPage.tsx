/** How an order for many clients is doing, and what came of each. It goes on without the page. */
import { Anchor, Button, Progress, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SheetView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { saveText } from '@/shared/ui/saveText';
import { toastProblem } from '@/shared/ui/toast';
import { useFaultWords } from '../../records/faults';
import type { ClientJob, ClientJobRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { useJob } from './bulk';
import classes from './bulk.module.css';
import { MessagePanel } from './MessagePanel';

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
        subtitle={
          <>
            <Anchor component={Link} to="/clients/jobs" inherit c="dimmed" underline="always">
              {t('job.all')}
            </Anchor>{' '}
            <span>{t('job.of', { count: job.clients })}</span>
          </>
        }
        actions={job.from_file && job.refused > 0 ? <RefusedRows job={job} /> : null}
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
          <p className={classes.counts} aria-live="polite">
            {t('job.counts', {
              done: formatCount(job.done, tag),
              refused: formatCount(job.refused, tag),
              left: formatCount(job.clients - worked, tag),
            })}
          </p>
        </Panel>
        {job.message ? <MessagePanel message={job.message} author={job.ordered_by} /> : null}
        <Rows key={worked} job={job} />
      </Stack>
    </>
  );
}

/** The rows that were refused, to be corrected and sent again. */
function RefusedRows({ job }: { job: ClientJob }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const { ofError } = useErrorWords();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const file = await api.get<SheetView>(`/api/desk/client-jobs/${job.id}/refused-rows`);
      saveText(file.name, file.text);
    } catch (error) {
      toastProblem(ofError(asApiError(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => void save()}
    >
      {t('job.refused_rows')}
    </Button>
  );
}

const hrefOf = (row: ClientJobRow) => `/clients/${row.client_id}`;

const lineColumn = (header: string): Column<ClientJobRow> => ({
  id: 'line',
  header,
  width: 90,
  align: 'end',
  cell: (row) => row.line,
});

function Rows({ job }: { job: ClientJob }) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const faultWords = useFaultWords();
  const columns = useMemo<Column<ClientJobRow>[]>(
    () => [
      ...(job.from_file ? [lineColumn(t('job.line'))] : []),
      {
        id: 'client',
        header: words('fact', 'client'),
        width: 220,
        pinned: true,
        card: 'title',
        cell: (row) =>
          job.from_file && row.client_id ? (
            <Anchor component={Link} to={hrefOf(row)} inherit>
              <bdi>{row.name || row.client_id}</bdi>
            </Anchor>
          ) : (
            <bdi>{row.name || row.client_id || '—'}</bdi>
          ),
      },
      {
        id: 'id',
        header: words('fact', 'id'),
        width: 140,
        cell: (row) => <bdi>{row.client_id || '—'}</bdi>,
      },
      {
        id: 'outcome',
        header: words('fact', 'outcome'),
        width: 420,
        card: 'mark',
        cell: (row) => (
          <Chip tone={row.code ? 'bad' : 'good'}>
            {row.column ? `${row.column}: ` : null}
            {row.code ? faultWords({ code: row.code, facts: row.facts }) : t('job.done')}
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
    [t, words, faultWords, job.from_file],
  );
  return (
    <DataTable
      id="desk.client-job"
      label={t('job.rows')}
      columns={columns}
      rowKey={(row) => String(row.number)}
      rowHref={job.from_file ? undefined : hrefOf}
      queryKey={['desk', 'client-jobs', job.id, job.done + job.refused]}
      load={useList<ClientJobRow>(`/api/desk/client-jobs/${job.id}/rows`)}
      state="page"
      empty={{ title: t('job.no_rows') }}
    />
  );
}
