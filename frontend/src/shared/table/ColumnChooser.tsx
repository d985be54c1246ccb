/** Switches columns on and off. */
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from './types';
import type { ColumnChoice } from './useColumnChoice';

interface ColumnChooserProps<T> {
  columns: readonly Column<T>[];
  choice: ColumnChoice;
  onChoose: (columnId: string, shown: boolean) => void;
}

export function ColumnChooser<T>({ columns, choice, onChoose }: ColumnChooserProps<T>) {
  const { t } = useTranslation('common');
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          {t('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <Stack gap="xs">
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              size="sm"
              label={column.header}
              checked={choice[column.id] ?? true}
              disabled={column.pinned}
              onChange={(event) => onChoose(column.id, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
