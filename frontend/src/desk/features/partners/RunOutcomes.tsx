/** How many deals of a run differ, were never settled, or are left as they are, and why. */
import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { skippedOf } from './runs';

export function RunOutcomes({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  const reasons = skippedOf(run);
  if (run.looked === 0 || reasons.length === 0) return null;
  const { unchanged } = run.skipped;
  const count = (value: number) => formatCount(value, tag);
  return (
    <Panel title={t('outcomes')}>
      {unchanged > 0 ? (
        <Alert color="blue" mb="md">
          {t('skipped_of', { count: unchanged, all: count(run.looked) })}
        </Alert>
      ) : null}
      <FactList
        facts={[
          { label: t('differs'), value: count(run.found - run.new), strong: true },
          { label: t('is_new'), value: count(run.new), strong: true },
          ...reasons.map((why) => ({
            label: t(`skipped.${why}`),
            value: count(run.skipped[why]),
          })),
        ]}
      />
    </Panel>
  );
}
