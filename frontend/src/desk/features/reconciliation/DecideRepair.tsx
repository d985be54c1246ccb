/** The second person's word on a repair; whoever proposed it may take it back. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakStoryView, RepairView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { toastDone } from '@/shared/ui/toast';
import { useCan } from '../../session';
import classes from './reconciliation.module.css';
import { PATH, useBreakWords } from './words';

interface DecideRepairProps {
  broken: BreakStoryView;
  repair: RepairView;
}

export function DecideRepair({ broken, repair }: DecideRepairProps) {
  const { t } = useTranslation('desk-reconciliation');
  const can = useCan();
  const [asked, setAsked] = useState<'approve' | 'decline' | null>(null);
  if (!can('approve_repairs')) return <p className={classes.soft}>{t('waits_for_second')}</p>;
  return (
    <>
      <Group mt="sm">
        {broken.is_own_proposal ? (
          <p className={classes.soft}>{t('own_proposal')}</p>
        ) : (
          <Button onClick={() => setAsked('approve')}>{t('approve')}</Button>
        )}
        <Button variant="default" onClick={() => setAsked('decline')}>
          {broken.is_own_proposal ? t('take_back') : t('decline')}
        </Button>
      </Group>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked === 'approve' ? t('approve_title') : t('decline_title')}
      >
        {asked ? (
          <Question
            broken={broken}
            repair={repair}
            decision={asked}
            onClose={() => setAsked(null)}
          />
        ) : null}
      </Modal>
    </>
  );
}

interface QuestionProps extends DecideRepairProps {
  decision: 'approve' | 'decline';
  onClose: () => void;
}

function Question({ broken, repair, decision, onClose }: QuestionProps) {
  const { t } = useTranslation('desk-reconciliation');
  const { t: common } = useTranslation('common');
  const own = useBreakWords();
  const api = useApi();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const { busy, problem, attempt } = useAttempt();
  const path = `${PATH}/breaks/${broken.id}`;
  const decide = () =>
    attempt(async () => {
      await api.patch(`${path}/repairs/${repair.id}`, { decision, note: note.trim() });
      toastDone(decision === 'approve' ? t('approved') : t('declined'));
      onClose();
      await queries.invalidateQueries({ queryKey: ['desk'] });
    });
  return (
    <Stack gap="md">
      {decision === 'approve' ? (
        <Text size="sm">{t(`effect.${repair.action}`, { name: broken.side_name })}</Text>
      ) : null}
      <Textarea
        label={t('note')}
        maxLength={1000}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {common('actions.cancel')}
        </Button>
        <Button loading={busy} onClick={decide}>
          {decision === 'approve' ? own('action', repair.action) : t('decline')}
        </Button>
      </Group>
    </Stack>
  );
}
