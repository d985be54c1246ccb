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
import { isOfRequests, PATH } from './batches';

const TONES: Record<BatchRow['state'], Tone> = { begun: 'info', done: 'good', refused: 'bad' };

export function BatchRows({ batch }: { batch: Batch }) {
  const { t } = useTranslation('desk-batches');
  const place = isOfRequests(batch) ? '/approvals' : '/accounts';
  return (
    <DataTable
      id="desk.batch"
      label={t('outcomes')}
      columns={useColumns(batch)}
      rowKey={(row) => String(row.number)}
      rowHref={({ subject_id: id }) => (id ? `${place}/${id}` : place)}
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
  const ofRequests = isOfRequests(batch);
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
        id: ofRequests ? 'request' : 'account',
        header: words('fact', ofRequests ? 'request' : 'account'),
        width: ofRequests ? 260 : 150,
        cell: (row) => (ofRequests ? <Request row={row} /> : <Label row={row} />),
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
    [t, words, faultWords, ofRequests, batch.from_file],
  );
}

function Label({ row }: { row: BatchRow }) {
  return <bdi>{row.label || row.subject_id || '—'}</bdi>;
}

/** What was asked and by whom: the row says `deposit 10000001`. */
function Request({ row }: { row: BatchRow }) {
  const words = useWords();
  const [type, clientId] = row.label.split(' ');
  if (!type || !clientId) return <Label row={row} />;
  return (
    <>
      {words('request', type)} <bdi className="tabular">{clientId}</bdi>
    </>
  );
}
