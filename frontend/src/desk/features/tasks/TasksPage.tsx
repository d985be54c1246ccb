/** What the staff mean to do: as a list, or as a month. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/desk/types.gen';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { PageHeader } from '@/shared/ui/PageHeader';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { ExportButton } from '../../lists/ExportButton';
import { useSavedViews } from '../../lists/useSavedViews';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';
import { TaskLater } from '../../tasks/TaskLater';
import { TaskList, useTaskFilters } from '../../tasks/TaskList';
import { pathOf } from '../../tasks/tasks';
import classes from '../../tasks/tasks.module.css';

const Calendar = lazy(() => import('./Calendar').then((one) => ({ default: one.Calendar })));

export default function TasksPage() {
  const { t } = useTranslation('desk-tasks');
  const can = useCan();
  const [search, change] = useSearchTexts();
  const filters = useTaskFilters();
  const { taskId } = useParams({ strict: false }) as { taskId?: string };
  const navigate = useNavigate();
  const [planning, setPlanning] = useState(false);
  const views = useSavedViews('desk.tasks');
  const asMonth = search.view === 'month';
  const plan = can('create_tasks') ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setPlanning(true)}>
      {t('plan')}
    </Button>
  ) : null;
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={plan} />
      <SegmentedControl
        w="fit-content"
        aria-label={t('view')}
        value={asMonth ? 'month' : 'list'}
        onChange={(view) => change({ view: view === 'month' ? 'month' : undefined })}
        data={[
          { value: 'list', label: t('as_list') },
          { value: 'month', label: t('as_month') },
        ]}
      />
      {asMonth ? (
        <Suspense fallback={<LinesSkeleton />}>
          <Calendar filters={filters} />
        </Suspense>
      ) : (
        <TaskList
          id="desk.tasks"
          filters={filters}
          views={views}
          actions={<ExportButton kind="tasks" filters={filters} />}
        />
      )}
      {planning ? <TaskLater task={null} onClose={() => setPlanning(false)} /> : null}
      {taskId ? (
        <Linked id={taskId} onClose={() => void navigate({ to: '/tasks' as '/' })} />
      ) : null}
    </div>
  );
}

/** The task that a notice leads to. */
function Linked({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useQuery(useRead<TaskView>(pathOf(id)));
  return data ? <TaskLater key={id} task={data} onClose={onClose} /> : null;
}
