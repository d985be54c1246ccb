/** One task to plan, change, do or take away; read-only for whoever may not change it. */
import {
  Button,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { localZone } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useCan, useStaff } from '../session';
import { ClientField } from './ClientField';
import { formOf, REMINDERS, startingValues, taskSchema, type Values } from './taskForm';
import { TASK_KINDS, TASK_PRIORITIES, useAssignees, useTaskCalls } from './tasks';
import classes from './tasks.module.css';

export interface TaskDialogProps {
  /** Null plans a new one. */
  task: TaskView | null;
  /** Of a new one: whom it is about, and when. */
  client?: { id: string; name: string };
  day?: Date;
  onClose: () => void;
}

export function TaskDialog(props: TaskDialogProps) {
  const { t } = useTranslation('desk-tasks');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={props.task ? t('one') : t('plan')} size="lg">
      <TaskSheet {...props} />
    </Modal>
  );
}

function TaskSheet({ task, client, day, onClose }: TaskDialogProps) {
  const { t } = useTranslation('desk-tasks');
  const { t: common } = useTranslation('common');
  const { staff_id: me } = useStaff();
  const can = useCan();
  const calls = useTaskCalls();
  const people = useAssignees();
  const mayWrite = can(task ? 'update_tasks' : 'create_tasks');
  const schema = useMemo(() => taskSchema(t, common), [t, common]);
  const { form, onSubmit, busy, problem } = useRequestForm<Values, TaskView>({
    schema,
    initialValues: startingValues(task, { me, clientId: client?.id, day }),
    send: (values, key) =>
      task ? calls.change(task.id, formOf(values)) : calls.create(formOf(values), key),
    onSent: () => {
      toastDone(task ? t('saved') : t('planned'));
      onClose();
    },
    fieldNames: { remind_at: 'remind' },
  });
  const offered = [
    ...people,
    // Who cannot be given tasks any more keeps what they have.
    ...(task?.assignees ?? [])
      .filter(({ id }) => !people.some(({ value }) => value === id))
      .map(({ id, name }) => ({ value: id, label: name || id })),
  ];
  const reminders = [...new Set([...REMINDERS, form.values.remind])];
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <TextInput
          label={t('title_of')}
          withAsterisk
          maxLength={150}
          disabled={!mayWrite}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <div className={classes.pair}>
          <Select
            label={t('kind_of')}
            data={TASK_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            allowDeselect={false}
            disabled={!mayWrite}
            {...form.getInputProps('kind')}
          />
          <Select
            label={t('priority_of')}
            data={TASK_PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
            allowDeselect={false}
            disabled={!mayWrite}
            {...form.getInputProps('priority')}
          />
        </div>
        <ClientField
          value={form.values.client_id}
          known={client ?? (task ? { id: task.client_id, name: task.client_name } : undefined)}
          error={form.errors.client_id}
          disabled={!mayWrite}
          onChange={(id) => form.setFieldValue('client_id', id)}
        />
        <MultiSelect
          label={t('assignees')}
          withAsterisk
          searchable
          maxValues={10}
          data={offered}
          disabled={!mayWrite}
          {...form.getInputProps('assignee_ids')}
        />
        <div className={classes.pair}>
          <TextInput
            type="datetime-local"
            label={t('due')}
            description={t('due_hint', { zone: localZone() })}
            withAsterisk
            disabled={!mayWrite}
            {...form.getInputProps('due_at')}
          />
          <Select
            label={t('remind_of')}
            description={t('remind_hint')}
            data={reminders.map((value) => ({
              value,
              label:
                value === '' ? t('remind.none') : t('remind.minutes', { count: Number(value) }),
            }))}
            allowDeselect={false}
            disabled={!mayWrite}
            {...form.getInputProps('remind')}
          />
        </div>
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={4000}
          disabled={!mayWrite}
          {...form.getInputProps('note')}
        />
        {task ? <Made task={task} /> : null}
        <Group justify="space-between" gap="sm">
          {task ? <Steps task={task} onClose={onClose} /> : <span />}
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {common('actions.cancel')}
            </Button>
            {mayWrite ? (
              <Button type="submit" loading={busy}>
                {task ? t('save') : t('plan')}
              </Button>
            ) : null}
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

/** Who made it, and who did it. */
function Made({ task }: { task: TaskView }) {
  const { t } = useTranslation('desk-tasks');
  return (
    <p className={classes.soft}>
      {t('made_by', { name: task.created_by.name })} <Time at={task.created_at} />
      {task.done_at && task.done_by ? (
        <>
          {' · '}
          {t('done_by', { name: task.done_by.name })} <Time at={task.done_at} />
        </>
      ) : null}
    </p>
  );
}

/** Doing it, and taking it away. */
function Steps({ task, onClose }: { task: TaskView; onClose: () => void }) {
  const { t } = useTranslation('desk-tasks');
  const can = useCan();
  const calls = useTaskCalls();
  const { busy, problem, attempt } = useAttempt();
  const [asking, setAsking] = useState(false);
  const done = task.status === 'done';
  const mark = () =>
    void attempt(async () => {
      await calls.mark(task.id, done ? 'open' : 'done');
      toastDone(done ? t('reopened') : t('marked'));
      onClose();
    });
  return (
    <Group gap="sm">
      {can('update_tasks') ? (
        <Button variant="default" loading={busy} onClick={mark}>
          {done ? t('reopen') : t('complete')}
        </Button>
      ) : null}
      {can('delete_tasks') ? (
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t('delete')}
        </Button>
      ) : null}
      <FormProblem problem={problem} />
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('delete_title')}
        confirmLabel={t('delete')}
        onConfirm={async () => {
          await calls.remove(task.id);
          toastDone(t('deleted'));
          onClose();
        }}
      >
        {t('delete_hint')}
      </ConfirmDanger>
    </Group>
  );
}
