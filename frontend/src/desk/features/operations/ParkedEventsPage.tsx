/** Messages that could not be handled, kept with the reason until somebody sends them again. */
import { Button, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedEventView as ParkedEvent } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { DataTable } from '@/shared/table/DataTable';
import type { Column } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { useList } from '../../records/useList';
import { useCan } from '../../session';

const PATH = '/api/desk/parked-events';
const KEY = ['desk', 'parked-events'];

function useColumns(onReplay: ((event: ParkedEvent) => void) | undefined): Column<ParkedEvent>[] {
  const { t } = useTranslation('desk-operations');
  return useMemo(
    () => [
      {
        id: 'message_name',
        header: t('message'),
        width: 260,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.message_name}</bdi>,
      },
      { id: 'queue', header: t('queue'), width: 190, cell: (row) => <bdi>{row.queue}</bdi> },
      {
        id: 'reason',
        header: t('reason'),
        width: 380,
        cell: (row) => <bdi title={row.reason}>{row.reason}</bdi>,
      },
      {
        id: 'attempts',
        header: t('attempts'),
        width: 90,
        align: 'end',
        cell: (row) => row.attempts,
      },
      {
        id: 'parked_at',
        header: t('parked_at'),
        width: 220,
        cell: (row) => <Time at={row.parked_at} style="second" />,
      },
      {
        id: 'replay',
        header: t('action'),
        width: 150,
        cell: (row) =>
          row.status === 'replayed' ? (
            <Chip tone="good">{t('sent_again')}</Chip>
          ) : onReplay ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconRepeat size={15} />}
              onClick={() => onReplay(row)}
            >
              {t('replay')}
            </Button>
          ) : null,
      },
    ],
    [t, onReplay],
  );
}

export default function ParkedEventsPage() {
  const { t } = useTranslation('desk-operations');
  const can = useCan();
  const api = useApi();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ParkedEvent | null>(null);
  const columns = useColumns(can('replay_parked_events') ? setAsked : undefined);
  const replay = async () => {
    if (!asked) return;
    await api.patch(`${PATH}/${encodeURIComponent(asked.id)}`, { status: 'replayed' });
    toastDone(t('replayed'));
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.parked-events"
        label={t('title')}
        columns={columns}
        rowKey={(row) => row.id}
        queryKey={KEY}
        load={useList<ParkedEvent>(PATH)}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      <ConfirmDanger
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('replay_title')}
        confirmLabel={t('replay')}
        onConfirm={replay}
      >
        <Text size="sm">{t('replay_hint', { message: asked?.message_name ?? '' })}</Text>
      </ConfirmDanger>
    </>
  );
}
