/** What came of each row of a batch so far, in its order. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import { useFaultWords } from '../../records/faults';
import type { Batch, BatchRow } from '../../records/types';
import { useList } from '../../records/useList';
import { useWords } from '../../records/words';
import { PATH } from './batches';

const TONES: Record<BatchRow['state'], Tone> = { begun: 'info', done: 'good', refused: 'bad' };

export function BatchRows({ batch }: { batch: Batch }) {
  const { t } = useTranslation('desk-batches');
  return (
    <DataTable
      id="desk.batch"
      label={t('outcomes')}
      columns={useColumns(batch)}
      rowKey={(row) => String(row.number)}
      rowHref={(row) => (row.subject_id ? `/accounts/${row.subject_id}` : '/accounts')}
      queryKey={['desk', 'batch-rows', batch.id, batch.done + batch.refused]}
      load={useList<BatchRow>(`${PATH}/${batch.id}/rows`)}
      state="page"
      empty={{ title: t('no_rows') }}
    />
  );
}

function useColumns(batch: Batch): Column<BatchRow>[] {
  const { t } = useTranslation('desk-batches');
  const words = useWords();
  const faultWords = useFaultWords();
  return useMemo(
    () => [
      {
        id: 'row',
        header: t(batch.from_file ? 'line' : 'row'),
        width: 90,
        pinned: true,
        card: 'title',
        cell: (row) => (batch.from_file ? row.line : row.number + 1),
      },
      {
        id: 'account',
        header: words('fact', 'account'),
        width: 150,
        cell: (row) => <bdi>{row.label || row.subject_id || '—'}</bdi>,
      },
      {
        id: 'outcome',
        header: words('fact', 'outcome'),
        width: 460,
        card: 'mark',
        cell: (row) => (
          <Chip tone={TONES[row.state]}>
            {row.column ? `${row.column}: ` : null}
            {row.code ? faultWords({ code: row.code, facts: row.facts }) : t(`state.${row.state}`)}
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
    [t, words, faultWords, batch.from_file],
  );
}
