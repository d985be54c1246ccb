/** A change that waits for a second person: what it changes, and the two answers. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Panel } from '@/shared/ui/Panel';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import type { Setting } from '../../records/types';
import { useCan, useStaff } from '../../session';
import { SettingChanges } from './SettingChanges';
import { useDecideSetting } from './settings';

interface PendingChangeProps {
  setting: Setting;
  pending: NonNullable<Setting['pending']>;
}

export function PendingChange({ setting, pending }: PendingChangeProps) {
  const { t } = useTranslation('desk-settings');
  return (
    <Panel title={t('pending_title')} aside={<Chip tone="warn">{t('pending')}</Chip>}>
      <Stack gap="md">
        <FactList
          facts={[
            { label: t('proposed_by'), value: <bdi>{pending.by.name}</bdi> },
            { label: t('proposed_at'), value: <Time at={pending.at} /> },
            {
              label: t('effective'),
              value: pending.effective_at ? <Time at={pending.effective_at} /> : t('at_once'),
            },
            { label: t('comment'), value: <bdi>{pending.comment || '—'}</bdi> },
          ]}
        />
        <SettingChanges before={setting.value} after={pending.value} />
        <Answer setting={setting} pending={pending} />
      </Stack>
    </Panel>
  );
}

function Answer({ setting, pending }: PendingChangeProps) {
  const { t } = useTranslation('desk-settings');
  const can = useCan();
  const me = useStaff();
  const decide = useDecideSetting(setting.key);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState<'approved' | 'rejected' | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const isOwn = pending.by.id === me.staff_id;
  if (!can('approve_settings')) return <span>{t('waits_for_second')}</span>;
  const answer = async (decision: 'approved' | 'rejected') => {
    setBusy(decision);
    setProblem(null);
    try {
      await decide(decision, comment.trim());
      toastDone(decision === 'approved' ? t('approved_done') : t('rejected_done'));
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      {isOwn ? <span>{t('own_change')}</span> : null}
      <TextInput
        label={t('comment')}
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={busy === 'rejected'}
          disabled={busy !== null}
          onClick={() => void answer('rejected')}
        >
          {isOwn ? t('take_back') : t('reject')}
        </Button>
        <Button
          loading={busy === 'approved'}
          disabled={busy !== null || isOwn}
          onClick={() => void answer('approved')}
        >
          {t('approve')}
        </Button>
      </Group>
    </>
  );
}
