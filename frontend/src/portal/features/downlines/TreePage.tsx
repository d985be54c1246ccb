/** The tree below the client, one level at a time. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DownlineView, listOwnDownlines, readOwnDownline } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { LazyTree } from '@/shared/tree/LazyTree';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { Chip, StatusChip } from '@/shared/ui/StatusChip';
import { useClient } from '../../session';
import { DownlineDialog } from './DownlineDialog';
import classes from './downlines.module.css';
import { Named } from './ReportTable';

const PAGE = 100;

interface Node {
  key: string;
  children: number;
  one: DownlineView;
}

const nodeOf = (one: DownlineView): Node => ({
  key: one.id,
  children: one.direct_downlines,
  one,
});

async function level(key: string | undefined, cursor: string | null) {
  const page = await listOwnDownlines({ query: { of: key, last: 1, cursor, limit: PAGE } });
  return { items: page.items.map(nodeOf), next_cursor: page.next_cursor };
}

export default function TreePage() {
  const { t } = useTranslation('portal-downlines');
  const { client_id: me } = useClient();
  const [{ of = me }] = useSearchTexts();
  const root = useQuery({
    queryKey: ['portal', 'downlines', 'one', of],
    queryFn: ({ signal }) => readOwnDownline({ path: { client_id: of }, signal }),
  });
  return (
    <>
      <PageHeader title={t('tree.title')} subtitle={t('tree.subtitle')} />
      <Loaded query={root}>{(one) => <Tree key={of} root={one} />}</Loaded>
    </>
  );
}

function Tree({ root }: { root: DownlineView }) {
  const { t } = useTranslation('portal-downlines');
  const [opened, open] = useState<DownlineView | null>(null);
  const roots = useMemo(() => [nodeOf(root)], [root]);
  return (
    <Panel flush>
      <LazyTree
        label={t('tree.title')}
        roots={roots}
        load={level}
        render={({ one }) => <Place one={one} onOpen={() => open(one)} />}
      />
      <DownlineDialog downline={opened} onClose={() => open(null)} />
    </Panel>
  );
}

function Place({ one, onOpen }: { one: DownlineView; onOpen: () => void }) {
  const { t } = useTranslation('portal-downlines');
  const { tag } = useLanguage();
  const count = one.direct_downlines;
  return (
    <>
      <button type="button" className={classes.person} onClick={onOpen}>
        <Named id={one.id} name={one.name} />
      </button>
      <StatusChip status={one.kind} />
      {one.tier ? (
        <Chip>
          <bdi>{one.tier}</bdi>
        </Chip>
      ) : null}
      {count > 0 ? (
        <span className={classes.soft}>
          {t('tree.brought', { count, shown: formatCount(count, tag) })}
        </span>
      ) : null}
    </>
  );
}
