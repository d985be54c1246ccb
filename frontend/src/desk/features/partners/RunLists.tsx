/** What a run comes to, by broker, by symbol group and deal by deal. */
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunView } from '@/api/desk/types.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { RunRows } from './RunRows';
import { RunSums } from './RunSums';
import { countSkipped } from './runs';
import { SkippedRows } from './SkippedRows';

export function RunLists({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  const { tag } = useLanguage();
  // Tickets that were named are listed one by one; of days there may be any number.
  const skipped = run.tickets > 0 ? countSkipped(run) : 0;
  const first = skipped > 0 && run.found === 0 ? 'skipped' : 'recipient';
  return (
    <Tabs defaultValue={first} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="recipient">{t('by_recipient')}</Tabs.Tab>
        <Tabs.Tab value="group">{t('by_group')}</Tabs.Tab>
        <Tabs.Tab value="deals">{t('by_deal')}</Tabs.Tab>
        {skipped > 0 ? (
          <Tabs.Tab value="skipped">{t('left_count', { all: formatCount(skipped, tag) })}</Tabs.Tab>
        ) : null}
      </Tabs.List>
      <Tabs.Panel value="recipient">
        <RunSums run={run} by="recipient" />
      </Tabs.Panel>
      <Tabs.Panel value="group">
        <RunSums run={run} by="group" />
      </Tabs.Panel>
      <Tabs.Panel value="deals">
        <RunRows run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="skipped">
        <SkippedRows run={run} />
      </Tabs.Panel>
    </Tabs>
  );
}
