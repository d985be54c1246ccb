/** A month of tasks, each on the day it is due; on a phone only the days that have some. */
import { ActionIcon, Alert, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { FilterControls } from '@/shared/table/FilterBar';
import type { Filter } from '@/shared/table/types';
import { usePhone } from '@/shared/table/usePhone';
import { useTableState } from '@/shared/table/useTableState';
import { formatDay, startOfDay } from '@/shared/time/format';
import { useZone } from '@/shared/time/zone';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { TaskLater } from '../../tasks/TaskLater';
import { PATH, taskStateOf } from '../../tasks/tasks';
import classes from '../../tasks/tasks.module.css';
import { dayIn, daysOf, monthAfter } from './month';

const PAGE_SIZE = 200;
const MOST_PAGES = 5;

interface Month {
  tasks: TaskView[];
  /** There is more than was read. */
  cut: boolean;
}

function useMonth(days: readonly string[], filters: Readonly<Record<string, string>>) {
  const api = useApi();
  const { zone } = useZone();
  const [first, last] = [days[0] ?? '', days[days.length - 1] ?? ''];
  return useQuery({
    queryKey: ['desk', 'tasks', 'month', first, last, zone, filters],
    queryFn: async ({ signal }): Promise<Month> => {
      const tasks: TaskView[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const found: Page<TaskView> = await api.get(PATH, {
          query: {
            ...filters,
            due_from: startOfDay(first, zone),
            due_until: startOfDay(last, zone, 1),
            limit: PAGE_SIZE,
            cursor,
          },
          signal,
        });
        tasks.push(...found.items);
        cursor = found.next_cursor;
        if (cursor === null) return { tasks, cut: false };
      }
      return { tasks, cut: true };
    },
  });
}

export function Calendar({ filters }: { filters: readonly Filter[] }) {
  const { t } = useTranslation('desk-tasks');
  const { language } = useLanguage();
  const { zone } = useZone();
  const [search, change] = useSearchTexts();
  const state = useTableState(filters, 'address');
  const isPhone = usePhone();
  const today = dayIn(new Date(), zone);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(search.month ?? '')
    ? (search.month as string)
    : today.slice(0, 7);
  const days = daysOf(month, language);
  const found = useMonth(days, state.filters);
  const [open, setOpen] = useState<TaskView | null>(null);
  const go = (months: number) => change({ month: monthAfter(month, months) });
  return (
    <Panel>
      <div className={classes.head}>
        <FilterControls filters={filters} state={state} isPhone={isPhone} />
      </div>
      <div className={classes.head}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('month_before')}
          onClick={() => go(-1)}
        >
          <IconChevronLeft size={18} className={classes.turn} />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={t('month_after')} onClick={() => go(1)}>
          <IconChevronRight size={18} className={classes.turn} />
        </ActionIcon>
        <MonthName month={month} />
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => change({ month: undefined })}
          disabled={month === today.slice(0, 7)}
        >
          {t('today')}
        </Button>
      </div>
      <Loaded query={found}>
        {({ tasks, cut }) => (
          <>
            {cut ? <Alert color="yellow">{t('cut')}</Alert> : null}
            <Weekdays days={days.slice(0, 7)} />
            <ol className={classes.grid}>
              {days.map((day) => (
                <Day
                  key={day}
                  day={day}
                  outside={!day.startsWith(month)}
                  isToday={day === today}
                  tasks={tasks.filter(({ due_at }) => dayIn(due_at, zone) === day)}
                  onOpen={setOpen}
                />
              ))}
            </ol>
            {tasks.length === 0 ? <p className={classes.soft}>{t('none_in_month')}</p> : null}
          </>
        )}
      </Loaded>
      {open ? <TaskLater key={open.id} task={open} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

function MonthName({ month }: { month: string }) {
  const { tag } = useLanguage();
  const words = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <h2 className={classes.month} aria-live="polite">
      {words.format(new Date(`${month}-01T12:00:00Z`))}
    </h2>
  );
}

function Weekdays({ days }: { days: readonly string[] }) {
  const { tag } = useLanguage();
  const words = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div className={classes.grid} aria-hidden>
      {days.map((day) => (
        <span key={day} className={classes.weekday}>
          {words.format(new Date(`${day}T12:00:00Z`))}
        </span>
      ))}
    </div>
  );
}

interface DayProps {
  day: string;
  outside: boolean;
  isToday: boolean;
  tasks: readonly TaskView[];
  onOpen: (task: TaskView) => void;
}

function Day({ day, outside, isToday, tasks, onOpen }: DayProps) {
  const { tag } = useLanguage();
  const { zone } = useZone();
  const time = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return (
    <li
      className={classes.day}
      aria-label={formatDay(day, tag)}
      data-outside={outside || undefined}
      data-today={isToday || undefined}
      data-empty={tasks.length === 0 || undefined}
    >
      <span className={classes.number} aria-hidden>
        {formatCount(Number(day.slice(8)), tag)}
      </span>
      <span className={classes.whole}>{formatDay(day, tag)}</span>
      <ul className={classes.tasks}>
        {tasks.map((task) => (
          <li key={task.id}>
            <button
              type="button"
              className={classes.task}
              data-state={taskStateOf(task)}
              title={task.title}
              onClick={() => onOpen(task)}
            >
              {time.format(new Date(task.due_at))} <bdi>{task.title}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
