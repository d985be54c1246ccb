/** The requests that were sent in together with this one: where they stand, and which comes first. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import type { ReviewedRequest } from '../../records/types';
import { useWords } from '../../records/words';
import classes from './LinkedRequests.module.css';

export function LinkedRequests({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  if (request.linked.length === 0) return null;
  const facts = request.linked.map(({ id, type, status, comes_first }) => ({
    label: words('request', type),
    value: (
      <span className={classes.one}>
        <StatusChip status={status} />
        {comes_first ? <span className={classes.first}>{t('linked.first')}</span> : null}
        <Anchor component={Link} to={`/approvals/${id}`} size="sm">
          {t('linked.open', { request: words('request', type) })}
        </Anchor>
      </span>
    ),
  }));
  return (
    <Panel title={t('linked.title')}>
      <FactList facts={facts} />
    </Panel>
  );
}
