/** What a run comes to, by broker, by symbol group and deal by deal. */
import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunView } from '@/api/desk/types.gen';
import { RunRows } from './RunRows';
import { RunSums } from './RunSums';

export function RunLists({ run }: { run: RunView }) {
  const { t } = useTranslation('desk-runs');
  return (
    <Tabs defaultValue="recipient" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="recipient">{t('by_recipient')}</Tabs.Tab>
        <Tabs.Tab value="group">{t('by_group')}</Tabs.Tab>
        <Tabs.Tab value="deals">{t('by_deal')}</Tabs.Tab>
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
    </Tabs>
  );
}
