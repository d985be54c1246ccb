/** Ctrl K: every page by name, and the records a search finds. Loaded on its first use. */
import '@mantine/spotlight/styles.layer.css';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NavGroup, PaletteItem } from './types';

const [store, spotlight] = createSpotlight();
const TYPING_PAUSE_MS = 250;

interface PaletteProps {
  navigation: NavGroup[];
  hint: string;
  search?: (text: string, signal: AbortSignal) => Promise<PaletteItem[]>;
  onClose: () => void;
}

function pagesMatching(navigation: NavGroup[], text: string): PaletteItem[] {
  const wanted = text.trim().toLocaleLowerCase();
  return navigation
    .flatMap((group) =>
      group.entries.map((entry) => ({
        id: entry.to,
        label: entry.label,
        description: group.label,
        to: entry.to,
        icon: entry.icon,
      })),
    )
    .filter(({ label, description = '' }) =>
      `${label} ${description}`.toLocaleLowerCase().includes(wanted),
    );
}

function useFound(search: PaletteProps['search'], text: string): PaletteItem[] {
  const [wanted] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['palette', wanted],
    queryFn: ({ signal }) => search?.(wanted, signal) ?? [],
    enabled: search !== undefined && wanted.length >= 2,
    placeholderData: keepPreviousData,
  });
  return wanted.length >= 2 ? (data ?? []) : [];
}

/** Marks the first line for Enter: what a search finds comes too late to be marked by the typing. */
function markFirst(): void {
  const { listId, selected } = store.getState();
  if (!listId || selected >= 0) return;
  document.querySelector(`#${listId} [data-action]`)?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

export default function Palette({ navigation, hint, search, onClose }: PaletteProps) {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const pages = pagesMatching(navigation, text);
  const found = useFound(search, text);
  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);
  const first = (pages[0] ?? found[0])?.id;
  useEffect(() => {
    if (first !== undefined) markFirst();
  }, [first]);
  const group = (label: string, items: PaletteItem[]) =>
    items.length === 0 ? null : (
      <Spotlight.ActionsGroup label={label}>
        {items.map(({ id, label: name, description, to, icon: Icon }) => (
          <Spotlight.Action
            key={id}
            label={name}
            description={description}
            leftSection={Icon ? <Icon size={18} stroke={1.6} /> : null}
            onClick={() => void navigate({ to })}
          />
        ))}
      </Spotlight.ActionsGroup>
    );
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      shortcut={null}
      attributes={{ content: { 'aria-label': hint } }}
    >
      <Spotlight.Search
        placeholder={hint}
        aria-label={hint}
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {pages.length + found.length === 0 ? (
          <Spotlight.Empty>{t('table.nothing_found')}</Spotlight.Empty>
        ) : null}
        {group(t('palette.pages'), pages)}
        {group(t('palette.found'), found)}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
