/** Views of a list under names of one's own: pick one, keep the present one, choose the first. */
import { ActionIcon, Button, Group, Popover, Stack, TextInput, Tooltip } from '@mantine/core';
import { IconBookmark, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewStore } from './types';

interface SavedViewsProps {
  store: ViewStore;
  /** The list as it is now. */
  current: Pick<SavedView, 'search' | 'columns'>;
  /** Whether the address says by itself what to show, so that no view may get in its way. */
  isAsked: boolean;
  onApply: (view: SavedView) => void;
}

export function SavedViews({ store, current, isAsked, onApply }: SavedViewsProps) {
  const { t } = useTranslation('common');
  const [name, setName] = useState('');
  const opened = useRef(false);
  const { views } = store;
  useEffect(() => {
    if (!views || opened.current) return;
    opened.current = true;
    const first = views.find((view) => view.is_default);
    if (first && !isAsked) onApply(first);
  }, [views, isAsked, onApply]);

  const keep = (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    if (!called || !views) return;
    const others = views.filter((view) => view.name.toLowerCase() !== called.toLowerCase());
    void store.save([...others, { ...current, name: called, is_default: false }]);
    setName('');
  };
  const favour = (chosen: SavedView) =>
    store.save(
      (views ?? []).map((view) => ({
        ...view,
        is_default: view === chosen ? !view.is_default : false,
      })),
    );
  const drop = (gone: SavedView) => store.save((views ?? []).filter((view) => view !== gone));
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />}>
          {t('table.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.views')}>
        <Stack gap="xs">
          {(views ?? []).map((view) => (
            <Group key={view.name} gap={4} wrap="nowrap">
              <Button
                variant="subtle"
                size="compact-sm"
                style={{ flex: 1 }}
                onClick={() => onApply(view)}
              >
                <bdi>{view.name}</bdi>
              </Button>
              <Star view={view} onClick={() => void favour(view)} />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('table.remove_view', { name: view.name })}
                onClick={() => void drop(view)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </Group>
          ))}
          <form onSubmit={keep}>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                label={t('table.view_name')}
                size="xs"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" size="xs" disabled={!name.trim()}>
                {t('table.keep_view')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Star({ view, onClick }: { view: SavedView; onClick: () => void }) {
  const { t } = useTranslation('common');
  const Icon = view.is_default ? IconStarFilled : IconStar;
  return (
    <Tooltip label={t('table.first_view')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-pressed={view.is_default}
        aria-label={t('table.first_view_named', { name: view.name })}
        onClick={onClick}
      >
        <Icon size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
