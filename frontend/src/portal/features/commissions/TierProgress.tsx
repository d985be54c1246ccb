/** How far the next tier is, by the figures of now, and when it is decided. */
import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readOwnTierProgress, type TierProgressView } from '@/api/portal';
import { TierChecks, WindowWords } from '@/shared/commissions/TierChecks';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';

export function TierProgress() {
  const { data } = useQuery({
    queryKey: ['portal', 'tier-progress'],
    queryFn: ({ signal }) => readOwnTierProgress({ signal }),
  });
  if (!data?.method) return null;
  return <Card progress={data} />;
}

function Card({ progress }: { progress: TierProgressView }) {
  const { t } = useTranslation('tiers');
  const { tiers, next, window, method, waits_for: waits } = progress;
  const settles = {
    label: t('settles_at'),
    value: progress.settles_at ? <Time at={progress.settles_at} /> : t('not_planned'),
  };
  return (
    <Panel title={next ? t('next', { tier: tiers[next.tier - 1] }) : t('highest_title')}>
      <Stack gap="md">
        {waits ? <Alert>{t('waits', { tier: tiers[waits - 1] })}</Alert> : null}
        {next && window ? (
          <>
            <TierChecks of={next} window={window} />
            <FactList
              facts={[
                { label: t('counts'), value: <WindowWords window={window} /> },
                settles,
                { label: t('how'), value: t(`methods.${method ?? 'manual'}`) },
              ]}
            />
          </>
        ) : (
          <p>{t('highest')}</p>
        )}
      </Stack>
    </Panel>
  );
}
