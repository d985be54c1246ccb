/** Whether the audit log is as it was written: the chain's end, its last check, what it found. */
import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AuditChainView } from '@/api/desk/types.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { useRead } from '../../records/useList';
import classes from './audit.module.css';

const POLL_MS = 60_000;

export function ChainPanel() {
  const { t } = useTranslation('desk-audit');
  const { tag } = useLanguage();
  const { data } = useQuery({
    ...useRead<AuditChainView>('/api/desk/audit-chain'),
    refetchInterval: pollEvery(POLL_MS),
  });
  if (!data) return null;
  const count = data.faults.length;
  const end = `${data.sequence}:${data.hash}`;
  return (
    <Panel className={classes.panel}>
      <Stack gap="xs">
        <Group gap="sm" className={classes.line}>
          <Chip tone={count > 0 ? 'bad' : data.checked_at ? 'good' : 'neutral'}>
            {count > 0
              ? t('chain.faults', { count })
              : data.checked_at
                ? t('chain.intact')
                : t('chain.unchecked')}
          </Chip>
          {data.checked_at ? (
            <span>
              {t('chain.up_to', {
                count: data.checked_up_to,
                shown: formatCount(data.checked_up_to, tag),
              })}{' '}
              <Time at={data.checked_at} />
            </span>
          ) : null}
          <span className={classes.end}>
            {t('chain.end')} <bdi className={classes.hash}>{end}</bdi>
            <CopyButton value={end} label={t('chain.copy')} />
          </span>
        </Group>
        {count > 0 ? <Faults faults={data.faults} /> : null}
      </Stack>
    </Panel>
  );
}

function Faults({ faults }: { faults: AuditChainView['faults'] }) {
  const { t } = useTranslation('desk-audit');
  const words: Record<AuditChainView['faults'][number]['problem'], string> = {
    link_missing_before: t('chain.problem.link_missing_before'),
    link_altered: t('chain.problem.link_altered'),
    does_not_follow: t('chain.problem.does_not_follow'),
    record_missing: t('chain.problem.record_missing'),
    record_altered: t('chain.problem.record_altered'),
    end_differs: t('chain.problem.end_differs'),
  };
  return (
    <ul className={classes.faults}>
      {faults.map((one) => (
        <li key={`${one.sequence}-${one.problem}`}>
          <bdi>#{one.sequence}</bdi> {words[one.problem]} <bdi>{one.record_id}</bdi>
        </li>
      ))}
    </ul>
  );
}
