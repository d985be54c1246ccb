/** What staff mean to do about a client. */
import { Button, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../records/types';
import { useCan } from '../../session';
import { TaskLater } from '../../tasks/TaskLater';
import { TaskList, useTaskFilters } from '../../tasks/TaskList';

export function TasksTab({ client }: { client: Client }) {
  const { t } = useTranslation('desk-tasks');
  const can = useCan();
  const [planning, setPlanning] = useState(false);
  const about = { id: client.id, name: client.name };
  return (
    <Stack gap="md">
      {can('create_tasks') ? (
        <div>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setPlanning(true)}>
            {t('plan')}
          </Button>
        </div>
      ) : null}
      <TaskList id="desk.client.tasks" client={about} filters={useTaskFilters()} state="page" />
      {planning ? (
        <TaskLater task={null} client={about} onClose={() => setPlanning(false)} />
      ) : null}
    </Stack>
  );
}
