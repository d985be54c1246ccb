/** A list of audit records; one opens beside the list with what it changed. */
import { Drawer } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceName } from '@/shared/devices/device';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, DataTableProps } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import type { AuditRecord } from '../records/types';
import { useWords } from '../records/words';
import { AuditDetail } from './AuditDetail';

function useColumns(): Column<AuditRecord>[] {
  const words = useWords();
  return useMemo(() => {
    const label = (code: string) => words('fact', code);
    return [
      {
        id: 'action',
        header: label('action'),
        width: 230,
        pinned: true,
        card: 'title',
        cell: (row) => words('action', row.action),
      },
      {
        id: 'at',
        header: label('at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'actor',
        header: label('actor'),
        width: 200,
        cell: (row) => (
          <bdi>
            {(row.actor.realm !== 'system' && row.actor.name) || words('value', row.actor.realm)}
          </bdi>
        ),
      },
      {
        id: 'object',
        header: label('object'),
        width: 380,
        cell: (row) => (
          <>
            {words('object', row.object.type)} <bdi>{row.object.id}</bdi>
          </>
        ),
      },
      { id: 'ip', header: label('ip'), width: 140, cell: (row) => <bdi>{row.ip || '—'}</bdi> },
      {
        id: 'device',
        header: label('device'),
        width: 220,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi title={row.device}>{deviceName(row.device) || '—'}</bdi>,
      },
      {
        id: 'request_id',
        header: label('call_id'),
        width: 290,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => <bdi>{row.request_id || '—'}</bdi>,
      },
    ];
  }, [words]);
}

type AuditListProps = Pick<
  DataTableProps<AuditRecord>,
  'id' | 'label' | 'filters' | 'queryKey' | 'load' | 'empty' | 'state' | 'actions'
>;

export function AuditList(props: AuditListProps) {
  const { t } = useTranslation('desk-words');
  const words = useWords();
  const { direction } = useLanguage();
  const [opened, setOpened] = useState<AuditRecord | null>(null);
  return (
    <>
      <DataTable {...props} columns={useColumns()} rowKey={(row) => row.id} onOpen={setOpened} />
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position={direction === 'rtl' ? 'left' : 'right'}
        size="lg"
        title={opened ? words('action', opened.action) : t('audit.record')}
      >
        {opened ? <AuditDetail record={opened} /> : null}
      </Drawer>
    </>
  );
}
