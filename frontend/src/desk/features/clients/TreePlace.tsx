/** Who stands at a place of the tree: named within the reader's scope, a place beyond it. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Chip, StatusChip } from '@/shared/ui/StatusChip';
import type { TreeNode } from '../../records/types';
import classes from './tabs.module.css';

export function TreePlace({ node, counts = false }: { node: TreeNode; counts?: boolean }) {
  const { t } = useTranslation(['desk-words', 'desk-clients']);
  const { tag } = useLanguage();
  const count = node.direct_downlines;
  return (
    <>
      {node.id ? (
        <Anchor component={Link} to={`/clients/${node.id}`} inherit>
          <bdi>{node.name}</bdi> <bdi>{node.id}</bdi>
        </Anchor>
      ) : (
        <span className={classes.soft}>{t('outside_scope')}</span>
      )}{' '}
      <StatusChip status={node.kind} />{' '}
      {node.tier ? (
        <Chip>
          <bdi>{node.tier}</bdi>
        </Chip>
      ) : null}
      {counts && count > 0 ? (
        <span className={classes.soft}>
          {t('desk-clients:tree_brought', { count, shown: formatCount(count, tag) })}
        </span>
      ) : null}
    </>
  );
}
