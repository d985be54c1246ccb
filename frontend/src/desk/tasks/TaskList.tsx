/** Tasks as a list, soonest due first; a row opens in place. */
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/desk/types.gen';
import type { Query } from '@/shared/api/jsonClient';
import { DataTable } from '@/shared/table/DataTable';
import type { Column, DataTableProps, Filter } from '@/shared/table/types';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import { PersonName } from '../records/Person';
import { useList } from '../records/useList';
import { useStaff } from '../session';
import { TaskLater } from './TaskLater';
import {
  PATH,
  PRIORITY_TONES,
  STATE_TONES,
  TASK_KINDS,
  TASK_PRIORITIES,
  TASK_STATES,
  taskStateOf,
  useAssignees,
} from './tasks';

const POLL_MS = 30_000;

export function useTaskFilters(): Filter[] {
  const { t } = useTranslation('desk-tasks');
  const { staff_id: me } = useStaff();
  const people = useAssignees();
  const named = JSON.stringify(people);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names stand for the people
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'status',
        label: t('status_of'),
        options: TASK_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
      },
      {
        kind: 'choice',
        id: 'assignee_id',
        label: t('assignees'),
        options: [{ value: me, label: t('mine') }, ...people.filter(({ value }) => value !== me)],
      },
      {
        kind: 'choice',
        id: 'kind',
        label: t('kind_of'),
        options: TASK_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
      },
      {
        kind: 'choice',
        id: 'priority',
        label: t('priority_of'),
        options: TASK_PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) })),
      },
    ],
    [t, me, named],
  );
}

function useColumns(ofClient: boolean): Column<TaskView>[] {
  const { t } = useTranslation('desk-tasks');
  return useMemo(() => {
    const client: Column<TaskView> = {
      id: 'client',
      header: t('client'),
      width: 190,
      cell: (row) =>
        row.client_id ? <PersonName person={{ id: row.client_id, name: row.client_name }} /> : '—',
    };
    return [
      {
        id: 'title',
        header: t('title_of'),
        width: 280,
        pinned: true,
        card: 'title',
        cell: (row) => <bdi>{row.title}</bdi>,
      },
      {
        id: 'state',
        header: t('status_of'),
        width: 110,
        card: 'mark',
        cell: (row) => (
          <Chip tone={STATE_TONES[taskStateOf(row)]}>{t(`state.${taskStateOf(row)}`)}</Chip>
        ),
      },
      { id: 'due_at', header: t('due'), width: 190, cell: (row) => <Time at={row.due_at} /> },
      { id: 'kind', header: t('kind_of'), width: 110, cell: (row) => t(`kind.${row.kind}`) },
      ...(ofClient ? [] : [client]),
      {
        id: 'assignees',
        header: t('assignees'),
        width: 190,
        cell: (row) => <bdi>{row.assignees.map(({ name }) => name).join(', ')}</bdi>,
      },
      {
        id: 'priority',
        header: t('priority_of'),
        width: 110,
        cell: (row) => (
          <Chip tone={PRIORITY_TONES[row.priority]}>{t(`priority.${row.priority}`)}</Chip>
        ),
      },
      {
        id: 'created_by',
        header: t('created_by'),
        width: 150,
        hiddenAtFirst: true,
        cell: (row) => <bdi>{row.created_by.name}</bdi>,
      },
      {
        id: 'done_at',
        header: t('done_at'),
        width: 190,
        hiddenAtFirst: true,
        cell: (row) => (row.done_at ? <Time at={row.done_at} /> : '—'),
      },
    ];
  }, [t, ofClient]);
}

type TaskListProps = Pick<
  DataTableProps<TaskView>,
  'id' | 'filters' | 'state' | 'views' | 'actions'
> & {
  /** Only those about this client. */
  client?: { id: string; name: string };
};

export function TaskList({ client, ...table }: TaskListProps) {
  const { t } = useTranslation('desk-tasks');
  const [open, setOpen] = useState<TaskView | null>(null);
  const fixed: Query = client ? { client_id: client.id } : {};
  return (
    <>
      <DataTable
        label={t('title')}
        columns={useColumns(client !== undefined)}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        queryKey={['desk', 'tasks', 'list', client?.id ?? '']}
        load={useList<TaskView>(PATH, fixed)}
        empty={{ title: t('none'), hint: t('none_hint') }}
        pollMs={POLL_MS}
        {...table}
      />
      {open ? <TaskLater key={open.id} task={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
