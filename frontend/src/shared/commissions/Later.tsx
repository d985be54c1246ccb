/** What a deal came to when it was computed anew: why, by which moment, and the arithmetic of it. */
import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { Arithmetic } from './Arithmetic';
import classes from './commissions.module.css';
import type { Revision } from './types';

interface LaterProps {
  later: readonly Revision[];
  whose?: (recipientId: string) => ReactNode;
}

export function Later({ later, whose }: LaterProps) {
  const { t } = useTranslation('commissions');
  if (later.length === 0) return null;
  return (
    <Panel title={t('adjustments')}>
      <Stack gap="lg">
        <p className={classes.soft}>{t('adjustment_hint')}</p>
        {later.map((one) => (
          <Stack key={one.revision} gap="xs">
            <Group gap="sm">
              <Chip tone="info">{t(`causes.${one.cause}`)}</Chip>
              <Time at={one.at} />
            </Group>
            <FactList
              facts={[
                {
                  label: t('as_of'),
                  value: one.as_of ? <Time at={one.as_of} style="second" /> : t('as_of_closing'),
                },
                ...one.rules.map((rule) => ({
                  label: rule.name,
                  value: t('rule_version', { number: rule.number }),
                })),
              ]}
            />
            <Arithmetic outcome={one} tiers={one.tiers} whose={whose} />
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
