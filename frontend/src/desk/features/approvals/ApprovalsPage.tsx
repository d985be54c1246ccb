/** The queue of requests: what the viewer must decide now, or everything in their scope. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconClock, IconKeyboard } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchTexts } from '@/shared/router/search';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Chip } from '@/shared/ui/StatusChip';
import { useRequestColumns } from '../../lists/requests';
import { PersonName } from '../../records/Person';
import { type DeskRequest, REQUEST_STATUSES } from '../../records/types';
import { useList } from '../../records/useList';
import { usePersonName, useStatusChoices, useWords } from '../../records/words';
import { ManyMenu } from './ManyMenu';
import { rememberQueue } from './queueMemory';
import { type QueueView, REQUESTS } from './requests';
import { TypeSelector } from './TypeSelector';
import { focusFirstRow, tickFocusedRow, useManyDecisions } from './useManyDecisions';
import { useQueueKeys } from './useQueueKeys';

const ManyDialog = lazy(() => import('./ManyDialog').then((one) => ({ default: one.ManyDialog })));
const KeyHelp = lazy(() => import('./KeyHelp').then((one) => ({ default: one.KeyHelp })));
const POLL_MS = 20_000;

function useColumns(isAll: boolean): Column<DeskRequest>[] {
  const words = useWords();
  const person = usePersonName();
  const shared = useRequestColumns<DeskRequest>();
  return useMemo(() => {
    const client: Column<DeskRequest> = {
      id: 'client',
      header: words('fact', 'client'),
      width: 210,
      cell: (row) => <PersonName person={row.client} />,
    };
    const more: Column<DeskRequest>[] = [
      {
        id: 'node',
        header: words('fact', 'step'),
        width: 80,
        cell: (row) => <bdi dir="ltr">{`${row.node.index} / ${row.node.count}`}</bdi>,
      },
      {
        id: 'deadline_at',
        header: words('fact', 'deadline_at'),
        width: 190,
        cell: (row) => <Deadline row={row} />,
      },
      {
        id: 'owner',
        header: words('fact', 'owner'),
        width: 170,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => row.owner?.name ?? '—',
      },
      {
        id: 'decided_by',
        header: words('fact', 'decided_by'),
        width: 170,
        hiddenAtFirst: true,
        card: 'none',
        cell: (row) => (row.decided_by === null ? '—' : person(row.decided_by)),
      },
    ];
    const [type, ...rest] = shared;
    // All that is to be done is pending: its status would say nothing.
    const told = isAll ? rest : rest.filter(({ id }) => id !== 'status');
    return type ? [type, client, ...told, ...more] : [];
  }, [words, person, shared, isAll]);
}

/** When it is due; or that its clock stands still, or has run out. */
function Deadline({ row }: { row: DeskRequest }) {
  const { t } = useTranslation('desk-approvals');
  if (row.pause) return <Chip tone="info">{t('clock.paused')}</Chip>;
  if (row.status === 'pending' && row.overdue_at) {
    return <Chip tone="bad">{t('clock.overdue')}</Chip>;
  }
  return row.deadline_at ? <Time at={row.deadline_at} /> : '—';
}

function useView(): [QueueView, (change: SearchTexts) => void] {
  const [search, change] = useSearchTexts();
  const view: QueueView = {
    view: search.view === 'all' ? 'all' : 'todo',
    type: search.type,
    status: search.view === 'all' ? search.status : undefined,
  };
  return [view, change];
}

export default function ApprovalsPage() {
  const { t } = useTranslation('desk-approvals');
  const [view, change] = useView();
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const statuses = useStatusChoices(REQUEST_STATUSES);
  const isAll = view.view === 'all';
  const shown = useColumns(isAll);
  const many = useManyDecisions(isAll);
  const columns = useMemo(
    () => (many.can ? [many.column, ...shown] : shown),
    [many.can, many.column, shown],
  );
  const filters = useMemo<Filter[]>(
    () =>
      isAll ? [{ kind: 'choice', id: 'status', label: t('status_filter'), options: statuses }] : [],
    [isAll, t, statuses],
  );
  const { type, status } = view;
  useEffect(
    () => rememberQueue({ view: isAll ? 'all' : 'todo', type, status }),
    [isAll, type, status],
  );
  useQueueKeys({
    next: focusFirstRow,
    previous: focusFirstRow,
    approve: many.decide('approved'),
    reject: many.decide('rejected'),
    tick: many.can ? tickFocusedRow : undefined,
    files: undefined,
    next_file: undefined,
    previous_file: undefined,
    help: () => setHelp(true),
  });
  const empty = isAll
    ? { title: t('empty_all'), hint: t('empty_all_hint') }
    : {
        title: t('empty_todo'),
        hint: t('empty_todo_hint'),
        action: (
          <Button
            variant="default"
            onClick={() => void navigate({ to: '.', search: { view: 'all', type } as never })}
          >
            {t('show_all')}
          </Button>
        ),
      };
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconKeyboard size={17} />}
              onClick={() => setHelp(true)}
              visibleFrom="sm"
            >
              {t('keys.open')}
            </Button>
            <Button
              component={Link}
              to="/approvals/times"
              variant="subtle"
              color="gray"
              leftSection={<IconClock size={17} />}
            >
              {t('times.open')}
            </Button>
            <SegmentedControl
              aria-label={t('view')}
              value={view.view}
              onChange={(next) =>
                change({ view: next === 'all' ? 'all' : undefined, status: undefined })
              }
              data={[
                { value: 'todo', label: t('todo') },
                { value: 'all', label: t('all') },
              ]}
            />
          </>
        }
      />
      <TypeSelector view={view} onChoose={(next) => change({ type: next })} />
      <DataTable
        id="desk.approvals"
        label={t('title')}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        rowHref={(row) => `/approvals/${row.id}`}
        queryKey={[...REQUESTS, 'list', view.view, type]}
        load={useList<DeskRequest>('/api/desk/requests', { view: view.view, type })}
        pollMs={POLL_MS}
        actions={many.can ? <ManyMenu ids={many.ids} type={type} onAsk={many.ask} /> : undefined}
        empty={empty}
      />
      {many.asked ? (
        <Suspense>
          <ManyDialog
            asked={many.asked}
            onClose={() => many.ask(null)}
            onStarted={many.ticks.clear}
          />
        </Suspense>
      ) : null}
      {help ? (
        <Suspense>
          <KeyHelp opened onClose={() => setHelp(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
