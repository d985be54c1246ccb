/** Calls of tasks, and their parts as choices. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ColleagueView, TaskForm, TaskView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import type { Tone } from '@/shared/ui/StatusChip';
import type { Items } from '../records/types';
import { useRead } from '../records/useList';

export const PATH = '/api/desk/tasks';
export const TASK_KINDS = ['call', 'meeting', 'email', 'other'] as const;
export const TASK_PRIORITIES = ['low', 'normal', 'high'] as const;
/** `overdue` are open tasks past their time. */
export const TASK_STATES = ['open', 'overdue', 'done'] as const;

export const PRIORITY_TONES: Readonly<Record<TaskView['priority'], Tone>> = {
  low: 'neutral',
  normal: 'neutral',
  high: 'warn',
};

export type TaskState = (typeof TASK_STATES)[number];
export const taskStateOf = (task: TaskView): TaskState =>
  task.is_overdue ? 'overdue' : task.status;
export const STATE_TONES: Readonly<Record<TaskState, Tone>> = {
  open: 'info',
  overdue: 'bad',
  done: 'good',
};

export const pathOf = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export function useAssignees() {
  const { data } = useQuery(useRead<Items<ColleagueView>>('/api/desk/task-assignees'));
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

export function useTaskCalls() {
  const api = useApi();
  const queries = useQueryClient();
  const fresh = () => void queries.invalidateQueries({ queryKey: ['desk', 'tasks'] });
  const after = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    fresh();
    return done;
  };
  return {
    create: (form: TaskForm, idempotencyKey: string) =>
      after(api.post<TaskView>(PATH, form, { idempotencyKey })),
    change: (id: string, form: TaskForm) => after(api.put<TaskView>(pathOf(id), form)),
    mark: (id: string, status: TaskView['status']) =>
      after(api.patch<TaskView>(pathOf(id), { status })),
    remove: (id: string) => after(api.delete(pathOf(id))),
  };
}
