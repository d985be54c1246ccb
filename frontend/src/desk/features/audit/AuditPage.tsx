/** Everything that staff and clients did, as it was recorded. */
import { Drawer } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { AuditDetail } from './AuditDetail';
import { type AuditRecord, useLoadAudit } from './audit';

function useColumns(): Column<AuditRecord>[] {
  const { t } = useTranslation('desk-audit');
  return useMemo(
    () => [
      {
        id: 'action',
        header: t('action'),
        width: 230,
        pinned: true,
        card: 'title',
        cell: (row) => row.action,
      },
      { id: 'at', header: t('at'), width: 210, cell: (row) => <Time at={row.at} style="second" /> },
      { id: 'actor', header: t('actor'), width: 180, cell: (row) => row.actor.name },
      {
        id: 'object',
        header: t('object'),
        width: 320,
        cell: (row) => <bdi>{`${row.object.type} ${row.object.id}`}</bdi>,
      },
      { id: 'ip', header: t('ip'), width: 140, cell: (row) => <bdi>{row.ip ?? '—'}</bdi> },
      {
        id: 'device',
        header: t('device'),
        width: 220,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => row.device ?? '—',
      },
      {
        id: 'request_id',
        header: t('request_id'),
        width: 290,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.request_id ?? '—'}</bdi>,
      },
    ],
    [t],
  );
}

export default function AuditPage() {
  const { t } = useTranslation('desk-audit');
  const [opened, setOpened] = useState<AuditRecord | null>(null);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'search', id: 'object', label: t('find_object') },
      { kind: 'search', id: 'actor', label: t('find_actor') },
      { kind: 'period', id: 'period', label: t('period') },
    ],
    [t],
  );
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataTable
        id="desk.audit"
        label={t('title')}
        columns={useColumns()}
        filters={filters}
        rowKey={(row) => row.id}
        onOpen={setOpened}
        queryKey={['desk', 'audit']}
        load={useLoadAudit()}
        empty={{ title: t('empty'), hint: t('empty_hint') }}
      />
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="lg"
        title={opened?.action}
      >
        {opened ? <AuditDetail record={opened} /> : null}
      </Drawer>
    </>
  );
}
