/** How far the payout of a withdrawal in coins has come, for the client. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readOwnWithdrawalOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDecimalText } from '@/shared/money/format';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import classes from './requests.module.css';

const POLL_MS = 10_000;
const TONES: Readonly<Record<string, Tone>> = {
  awaiting_confirmation: 'warn',
  ordering: 'info',
  in_progress: 'info',
  completed: 'good',
  stopped: 'neutral',
};

export function PayoutProgress({ id }: { id: string }) {
  const { t } = useTranslation('portal-requests');
  const { tag } = useLanguage();
  const { data } = useQuery({
    ...readOwnWithdrawalOptions({ path: { withdrawal_id: id } }),
    refetchInterval: pollEvery(POLL_MS),
  });
  const progress = data?.progress;
  if (!progress) return null;
  const { stage, coins, coin, transaction, changed_at: changed } = progress;
  const facts: (Fact | null)[] = [
    coins
      ? {
          label: t('payout.coins'),
          value: `${formatDecimalText(coins, tag)} ${coin}`,
          strong: true,
        }
      : null,
    transaction
      ? {
          label: t('payout.transaction'),
          value: (
            <>
              <bdi className={classes.mono}>{transaction}</bdi>{' '}
              <CopyButton value={transaction} label={t('payout.copy')} />
            </>
          ),
        }
      : null,
    changed ? { label: t('payout.changed'), value: <Time at={changed} /> } : null,
  ];
  const listed = facts.filter((fact) => fact !== null);
  return (
    <Panel
      title={t('payout.title')}
      aside={<Chip tone={TONES[stage] ?? 'warn'}>{t(`payout.stages.${stage}`)}</Chip>}
    >
      <Text size="sm" c="dimmed" mb={listed.length > 0 ? 'sm' : 0}>
        {t(`payout.now.${stage}`)}
      </Text>
      {listed.length > 0 ? <FactList facts={listed} /> : null}
    </Panel>
  );
}
