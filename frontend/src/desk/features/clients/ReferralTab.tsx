/** The client's place in the tree: uplines, counts, and the downlines one level at a time. */
import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import type { Tree, TreeNode } from '../../records/types';
import { useRead } from '../../records/useList';
import { pathOf } from './client';
import { DownlinesTab } from './tabs';
import classes from './tabs.module.css';

export function ReferralTab({ clientId }: { clientId: string }) {
  const { t } = useTranslation('desk-clients');
  const tree = useQuery(useRead<Tree>(`${pathOf(clientId)}/tree`));
  return (
    <Stack gap="md">
      <Panel title={t('tree')}>
        <Loaded query={tree}>{(one) => <Place tree={one} />}</Loaded>
      </Panel>
      <DownlinesTab clientId={clientId} />
    </Stack>
  );
}

function Place({ tree }: { tree: Tree }) {
  const { t } = useTranslation('desk-clients');
  const { tag } = useLanguage();
  const indirect = formatCount(tree.indirect_downlines, tag);
  return (
    <FactList
      facts={[
        {
          label: t('uplines'),
          value:
            tree.uplines.length === 0 ? (
              '—'
            ) : (
              <ol className={classes.uplines}>
                {tree.uplines.map((node, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: places above have no other name
                  <li key={place}>
                    <Node node={node} />
                  </li>
                ))}
              </ol>
            ),
        },
        { label: t('direct_downlines'), value: formatCount(tree.direct_downlines, tag) },
        {
          label: t('indirect_downlines'),
          value: indirect,
        },
      ]}
    />
  );
}

function Node({ node }: { node: TreeNode }) {
  const { t } = useTranslation('desk-words');
  return (
    <>
      {node.id ? (
        <Anchor component={Link} to={`/clients/${node.id}`} inherit>
          <bdi>{node.name}</bdi>
        </Anchor>
      ) : (
        <span className={classes.soft}>{t('outside_scope')}</span>
      )}{' '}
      <StatusChip status={node.kind} />
    </>
  );
}
