/** The Download Centre: one's own exports, how far they are, and their files. */
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportLinkView, ExportView } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { toastProblem } from '@/shared/ui/toast';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';

const PATH = '/api/desk/exports';
const POLL_MS = 3_000;
const TONES: Readonly<Record<ExportView['status'], Tone>> = {
  queued: 'neutral',
  running: 'info',
  ready: 'good',
  failed: 'bad',
};

const isThere = (row: ExportView) =>
  row.file_until !== null && new Date(row.file_until).getTime() > Date.now();

function useColumns(): Column<ExportView>[] {
  const { t } = useTranslation('desk-logs');
  const words = useWords();
  const { tag } = useLanguage();
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('list'),
        width: 200,
        pinned: true,
        card: 'title',
        cell: (row) => words('export_kind', row.kind),
      },
      {
        id: 'status',
        header: words('fact', 'status'),
        width: 240,
        card: 'mark',
        cell: (row) => (
          <Chip tone={TONES[row.status]}>
            {row.status === 'failed'
              ? words('export_problem', row.problem)
              : words('export_status', row.status)}
          </Chip>
        ),
      },
      {
        id: 'filters',
        header: t('filters'),
        width: 300,
        cell: (row) => (
          <bdi>
            {Object.entries(row.filters)
              .map(([name, value]) => `${words('fact', name)}: ${value}`)
              .join(' · ') || '—'}
          </bdi>
        ),
      },
      {
        id: 'rows',
        header: t('rows'),
        width: 110,
        align: 'end',
        cell: (row) => formatCount(row.rows, tag),
      },
      {
        id: 'requested_at',
        header: t('asked_at'),
        width: 210,
        cell: (row) => <Time at={row.requested_at} style="second" />,
      },
      {
        id: 'file_until',
        header: t('kept_until'),
        width: 210,
        cell: (row) => (row.file_until ? <Time at={row.file_until} /> : '—'),
      },
      {
        id: 'file',
        header: t('file'),
        width: 150,
        cell: (row) => (isThere(row) ? <Fetch row={row} /> : '—'),
      },
    ],
    [t, words, tag],
  );
}

function Fetch({ row }: { row: ExportView }) {
  const { t } = useTranslation('desk-logs');
  const api = useApi();
  const { ofError } = useErrorWords();
  const open = async () => {
    try {
      const link = await api.post<ExportLinkView>(`${PATH}/${row.id}/links`);
      window.location.assign(link.url);
    } catch (problem) {
      toastProblem(ofError(asApiError(problem)));
    }
  };
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconDownload size={15} />}
      onClick={() => void open()}
    >
      {t('download')}
    </Button>
  );
}

export default function ExportsPage() {
  const { t } = useTranslation('desk-logs');
  return (
    <>
      <PageHeader title={t('exports')} subtitle={t('exports_hint')} />
      <DataTable
        id="desk.exports"
        label={t('exports')}
        columns={useColumns()}
        rowKey={(row) => row.id}
        queryKey={['desk', 'exports']}
        load={useList<ExportView>(PATH)}
        pollMs={POLL_MS}
        empty={{ title: t('no_exports'), hint: t('no_exports_hint') }}
      />
    </>
  );
}
