/** The dialog of a task, whose code comes with its first opening. */
import { lazy, Suspense } from 'react';
import type { TaskDialogProps } from './TaskDialog';

const TaskDialog = lazy(() => import('./TaskDialog').then((one) => ({ default: one.TaskDialog })));

export function TaskLater(props: TaskDialogProps) {
  return (
    <Suspense>
      <TaskDialog {...props} />
    </Suspense>
  );
}
