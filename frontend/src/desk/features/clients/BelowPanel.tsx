/** Everybody below a client, opened level by level; and finding somebody there. */
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WayView } from '@/api/desk/types.gen';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import { LazyTree } from '@/shared/tree/LazyTree';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import type { Items, TreeNode } from '../../records/types';
import { pathOf } from './client';
import { TreePlace } from './TreePlace';
import classes from './tabs.module.css';

const PAGE = 100;
const TYPING_MS = 300;

interface Node {
  key: string;
  children: number;
  place: TreeNode;
}

const nodeOf = (place: TreeNode): Node => ({
  key: place.key,
  children: place.direct_downlines,
  place,
});

export function BelowPanel({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS);
  return (
    <Panel title={t('tree_below')}>
      <TextInput
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        label={t('tree_find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maw={360}
        mb="sm"
      />
      {text ? <Found clientId={clientId} text={text} /> : <Levels clientId={clientId} />}
    </Panel>
  );
}

function Levels({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const path = `${pathOf(clientId)}/tree/downlines`;
  const level = useCallback(
    async (under: string | undefined, cursor: string | null) => {
      const query = { under, cursor, limit: PAGE };
      const page = await api.get<Page<TreeNode>>(path, { query });
      return { items: page.items.map(nodeOf), next_cursor: page.next_cursor };
    },
    [api, path],
  );
  const first = useQuery({ queryKey: ['desk', path], queryFn: () => level(undefined, null) });
  return (
    <Loaded query={first}>
      {({ items, next_cursor: cursor }) =>
        items.length === 0 ? (
          <EmptyState title={t('tree_nobody')} />
        ) : (
          <LazyTree
            label={t('tree_below')}
            roots={items}
            rootsCursor={cursor}
            load={level}
            render={({ place }) => <TreePlace node={place} counts />}
          />
        )
      }
    </Loaded>
  );
}

function Found({ clientId, text }: { clientId: string; text: string }) {
  const { t } = useTranslation('desk-clients');
  const api = useApi();
  const path = `${pathOf(clientId)}/tree/ways`;
  const found = useQuery({
    queryKey: ['desk', path, text],
    queryFn: ({ signal }) => api.get<Items<WayView>>(path, { query: { q: text }, signal }),
  });
  return (
    <Loaded query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={t('tree_not_found')} />
        ) : (
          <ul className={classes.ways}>
            {items.map(({ way }) => (
              <li key={way.at(-1)?.id} className={classes.way}>
                {way.map((place, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: places on a way have no other name
                  <Fragment key={index}>
                    {index > 0 ? <IconChevronRight size={14} aria-hidden /> : null}
                    <TreePlace node={place} />
                  </Fragment>
                ))}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
