/** Who decides a request type: staff, the system, or the system below an amount. */
import { Anchor, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Panel } from '@/shared/ui/Panel';
import type { Setting } from '../../../records/types';
import { useCan } from '../../../session';
import { PendingChange } from '../PendingChange';
import { type Json, sameJson } from '../schema';
import { useSettingWords } from '../words';
import { type Automation, isThreshold, type Mode, modesOf } from './draft';
import { PublishDialog } from './PublishDialog';

interface AutomationEditorProps {
  setting: Setting;
  type: string;
  baseCurrency: string;
}

export function AutomationEditor({ setting, type, baseCurrency }: AutomationEditorProps) {
  const { t } = useTranslation('desk-settings');
  const words = useSettingWords();
  const can = useCan();
  const inForce = setting.value as Automation;
  const [draft, setDraft] = useState(inForce);
  const [asking, setAsking] = useState(false);
  const locked = !can('update_settings') || setting.pending !== null;
  const value = { ...draft, threshold: draft.threshold.trim() };
  const isChanged = !sameJson(value as unknown as Json, inForce as unknown as Json);
  const broken = draft.mode === 'partial' && !isThreshold(draft.threshold);
  return (
    <>
      {setting.pending ? <PendingChange setting={setting} pending={setting.pending} /> : null}
      <Panel title={t('field.mode')}>
        <Stack gap="md">
          <Radio.Group
            aria-label={t('field.mode')}
            value={draft.mode}
            onChange={(mode) => setDraft({ ...draft, mode: mode as Mode })}
          >
            <Group gap="xl">
              {modesOf(type).map((mode) => (
                <Radio key={mode} value={mode} label={words.choice(mode)} disabled={locked} />
              ))}
            </Group>
          </Radio.Group>
          {type === 'withdrawal' ? (
            <Text size="sm" c="dimmed">
              {t('process.limits_hint')}{' '}
              <Anchor component={Link} to="/settings/funds.automatic_withdrawals" inherit>
                {t('process.limits')}
              </Anchor>
            </Text>
          ) : null}
          {draft.mode === 'partial' ? (
            <TextInput
              label={t('field.threshold')}
              description={t('process.threshold_hint')}
              inputMode="decimal"
              w={260}
              rightSection={<bdi>{baseCurrency}</bdi>}
              rightSectionWidth={60}
              value={draft.threshold}
              disabled={locked}
              error={broken ? t('problem.pattern') : undefined}
              onChange={(event) => setDraft({ ...draft, threshold: event.currentTarget.value })}
            />
          ) : null}
          {isChanged && !locked ? (
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setDraft(inForce)}>
                {t('undo')}
              </Button>
              <Button disabled={broken} onClick={() => setAsking(true)}>
                {t('process.publish')}
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Panel>
      <PublishDialog
        opened={asking}
        setting={setting}
        value={value as unknown as Json}
        title={t('process.mode_title')}
        onClose={() => setAsking(false)}
      >
        {t('process.running_keep')}
      </PublishDialog>
      <LeaveGuard when={isChanged && !asking} />
    </>
  );
}
