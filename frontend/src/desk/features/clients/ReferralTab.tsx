/** The client's code and place in the tree: uplines, counts, and the downlines one level at a time. */
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { FactList } from '@/shared/ui/FactList';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import type { Client, Tree } from '../../records/types';
import { useRead } from '../../records/useList';
import { BelowPanel } from './BelowPanel';
import { pathOf } from './client';
import { MovesPanel } from './MovesPanel';
import { ReferralCodePanel } from './ReferralCodePanel';
import { TreePlace } from './TreePlace';
import { DownlinesTab } from './tabs';
import classes from './tabs.module.css';

export function ReferralTab({ client }: { client: Client }) {
  const clientId = client.id;
  const { t } = useTranslation('desk-clients');
  const tree = useQuery(useRead<Tree>(`${pathOf(clientId)}/tree`));
  return (
    <Stack gap="md">
      <ReferralCodePanel client={client} />
      <Panel title={t('tree')}>
        <Loaded query={tree}>{(one) => <Place tree={one} />}</Loaded>
      </Panel>
      <BelowPanel clientId={clientId} />
      <MovesPanel clientId={clientId} />
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
                    <TreePlace node={node} />
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
