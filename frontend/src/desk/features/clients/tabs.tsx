/** The tabs that are plain lists: accounts, requests, sign-ins, downlines. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceName } from '@/shared/devices/device';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { useClientColumns } from '../../lists/clients';
import { useRequestColumns } from '../../lists/requests';
import {
  type ClientRequest,
  type ClientRow,
  type LoginEvent,
  REQUEST_STATUSES,
  REQUEST_TYPES,
} from '../../records/types';
import { useList } from '../../records/useList';
import { useChoices, useStatusChoices, useWords } from '../../records/words';
import { pathOf } from './client';

interface TabProps {
  clientId: string;
}

export function RequestsTab({ clientId }: TabProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const types = useChoices('request', REQUEST_TYPES);
  const statuses = useStatusChoices(REQUEST_STATUSES);
  const filters = useMemo<Filter[]>(
    () => [
      { kind: 'choice', id: 'type', label: words('fact', 'type'), options: types },
      { kind: 'choice', id: 'status', label: words('fact', 'status'), options: statuses },
    ],
    [words, types, statuses],
  );
  return (
    <DataTable
      id="desk.client.requests"
      label={t('tabs.requests')}
      columns={useRequestColumns<ClientRequest>()}
      filters={filters}
      rowKey={(row) => row.id}
      rowHref={(row) => `/approvals/${row.id}`}
      queryKey={['desk', 'client-requests', clientId]}
      load={useList<ClientRequest>(`${pathOf(clientId)}/requests`)}
      state="page"
      empty={{ title: t('no_requests') }}
    />
  );
}

export function LoginsTab({ clientId }: TabProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const columns = useMemo<Column<LoginEvent>[]>(
    () => [
      {
        id: 'outcome',
        header: words('fact', 'outcome'),
        width: 240,
        pinned: true,
        card: 'title',
        cell: (row) => (
          <Chip tone={row.outcome === 'signed_in' ? 'good' : 'warn'}>
            {words('login', row.outcome)}
          </Chip>
        ),
      },
      {
        id: 'at',
        header: words('fact', 'at'),
        width: 220,
        cell: (row) => <Time at={row.at} style="second" />,
      },
      {
        id: 'ip',
        header: words('fact', 'ip'),
        width: 160,
        cell: (row) => <bdi>{row.ip || '—'}</bdi>,
      },
      {
        id: 'city',
        header: words('fact', 'city'),
        width: 160,
        cell: (row) => <bdi>{row.city || '—'}</bdi>,
      },
      {
        id: 'device',
        header: words('fact', 'device'),
        width: 260,
        cell: (row) => <bdi title={row.device}>{deviceName(row.device) || '—'}</bdi>,
      },
    ],
    [words],
  );
  return (
    <DataTable
      id="desk.client.logins"
      label={t('tabs.logins')}
      columns={columns}
      rowKey={(row) => row.id}
      queryKey={['desk', 'client-logins', clientId]}
      load={useList<LoginEvent>(`${pathOf(clientId)}/logins`)}
      state="page"
      empty={{ title: t('no_logins') }}
    />
  );
}

export function DownlinesTab({ clientId }: TabProps) {
  const { t } = useTranslation('desk-clients');
  return (
    <DataTable
      id="desk.client.downlines"
      label={t('tabs.downlines')}
      columns={useClientColumns()}
      rowKey={(row) => row.id}
      rowHref={(row) => `/clients/${row.id}`}
      queryKey={['desk', 'client-downlines', clientId]}
      load={useList<ClientRow>(`${pathOf(clientId)}/downlines`)}
      state="page"
      empty={{ title: t('no_downlines'), hint: t('no_downlines_hint') }}
    />
  );
}
