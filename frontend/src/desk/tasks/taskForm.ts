/** The form of a task: what it holds, what the server gets of it, and its rules. */
import type { TFunction } from 'i18next';
import * as z from 'zod/mini';
import type { TaskForm, TaskView } from '@/api/desk/types.gen';
import { required } from '@/shared/forms/rules';
import { toLocalText } from '@/shared/time/local';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** How long before it is due; the empty choice reminds nobody. */
export const REMINDERS = ['', '0', '15', '60', '1440'] as const;

export type Values = {
  title: string;
  kind: TaskForm['kind'];
  assignee_ids: string[];
  /** As a `datetime-local` field has it. */
  due_at: string;
  client_id: string;
  /** Minutes before it is due, or empty. */
  remind: string;
  priority: NonNullable<TaskForm['priority']>;
  note: string;
};

const toMinute = (at: Date) => toLocalText(at).slice(0, 16);

export function startingValues(
  task: TaskView | null,
  given: { me: string; clientId?: string; day?: Date },
): Values {
  if (!task) {
    const due = given.day ?? new Date(Math.ceil((Date.now() + DAY_MS) / 3_600_000) * 3_600_000);
    return {
      title: '',
      kind: 'call',
      assignee_ids: [given.me],
      due_at: toMinute(due),
      client_id: given.clientId ?? '',
      remind: '',
      priority: 'normal',
      note: '',
    };
  }
  const before = task.remind_at ? Date.parse(task.due_at) - Date.parse(task.remind_at) : null;
  return {
    title: task.title,
    kind: task.kind,
    assignee_ids: task.assignees.map(({ id }) => id),
    due_at: toMinute(new Date(task.due_at)),
    client_id: task.client_id,
    remind: before === null ? '' : String(Math.round(before / MINUTE_MS)),
    priority: task.priority,
    note: task.note,
  };
}

export function formOf({ due_at, remind, client_id, ...values }: Values): TaskForm {
  const due = new Date(due_at);
  const rings = remind === '' ? null : new Date(due.getTime() - Number(remind) * MINUTE_MS);
  return {
    ...values,
    title: values.title.trim(),
    client_id: client_id || null,
    due_at: due.toISOString(),
    remind_at: rings ? rings.toISOString() : null,
  };
}

export const taskSchema = (t: TFunction<'desk-tasks'>, common: TFunction<'common'>) =>
  z.object({
    title: required(common),
    due_at: z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), t('due_missing'))),
    assignee_ids: z.array(z.string()).check(z.minLength(1, t('assignee_missing'))),
  });
