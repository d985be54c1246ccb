/** What one settlement found for one broker: every figure, and what staff make of it. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TierOutcomeView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { TierChecks, WindowWords } from '@/shared/commissions/TierChecks';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { Chip } from '@/shared/ui/StatusChip';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useCan } from '../../../session';
import { OutcomeChip, tierName } from './OutcomesList';
import { OUTCOMES_KEY } from './tiers';

interface DialogProps {
  outcome: TierOutcomeView;
  onClose: () => void;
}

export function OutcomeDialog({ outcome, onClose }: DialogProps) {
  const { t } = useTranslation('desk-tiers');
  const can = useCan();
  useFocusBack();
  const isOpen = outcome.state === 'fail' || outcome.state === 'pending';
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('outcome_title', { client: outcome.client_name })}
    >
      <Stack gap="md">
        <Facts outcome={outcome} />
        {outcome.checks.map((check) => (
          <section key={check.tier}>
            <Group gap="xs" mb="xs">
              <strong>
                <bdi>{tierName(outcome, check.tier)}</bdi>
              </strong>
              <Chip tone={check.is_met ? 'good' : 'neutral'}>
                {t(check.is_met ? 'tier_met' : 'tier_not_met')}
              </Chip>
            </Group>
            <TierChecks of={check} window={outcome.window} />
          </section>
        ))}
        {isOpen && can('decide_tiers') ? <Decision outcome={outcome} onClose={onClose} /> : null}
      </Stack>
    </Modal>
  );
}

function Facts({ outcome }: { outcome: TierOutcomeView }) {
  const { t } = useTranslation('desk-tiers');
  const facts = [
    { label: t('state'), value: <OutcomeChip outcome={outcome} /> },
    { label: t('before'), value: <bdi>{tierName(outcome, outcome.before)}</bdi> },
    { label: t('reached'), value: <bdi>{tierName(outcome, outcome.reached)}</bdi> },
    { label: t('window'), value: <WindowWords window={outcome.window} /> },
    { label: t('settled'), value: <Time at={outcome.at} /> },
    { label: t('rule'), value: <bdi>{outcome.rule_name}</bdi> },
  ];
  if (outcome.cause) facts.push({ label: t('cause'), value: <>{t(`causes.${outcome.cause}`)}</> });
  if (outcome.decided_at) {
    facts.push({
      label: t('decided'),
      value: (
        <>
          <Time at={outcome.decided_at} /> <bdi>{outcome.decided_by_name}</bdi>
        </>
      ),
    });
  }
  if (outcome.comment) facts.push({ label: t('comment'), value: <bdi>{outcome.comment}</bdi> });
  return <FactList facts={facts} />;
}

function Decision({ outcome, onClose }: DialogProps) {
  const { t } = useTranslation('desk-tiers');
  const api = useApi();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState<'agreed' | 'rejected' | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const { client_id: client, settlement_id: settlement } = outcome;
  const decide = async (decision: 'agreed' | 'rejected') => {
    if (busy) return;
    setBusy(decision);
    setProblem(null);
    try {
      const path = `/api/desk/clients/${client}/tier-outcomes/${settlement}`;
      await api.patch(path, { decision, comment: comment.trim() });
      toastDone(t(`${decision}_done`));
      void queries.invalidateQueries({ queryKey: OUTCOMES_KEY });
      onClose();
    } catch (thrown) {
      setProblem(asApiError(thrown));
      void queries.invalidateQueries({ queryKey: OUTCOMES_KEY });
    } finally {
      setBusy(null);
    }
  };
  return (
    <Stack gap="sm">
      <TextInput
        label={t('comment')}
        description={t('comment_hint')}
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
          onClick={() => void decide('rejected')}
        >
          {t('reject')}
        </Button>
        <Button
          loading={busy === 'agreed'}
          disabled={busy !== null}
          onClick={() => void decide('agreed')}
        >
          {t('give', { tier: tierName(outcome, outcome.reached) })}
        </Button>
      </Group>
    </Stack>
  );
}
