/** The evidence of one review, and what staff make of it. */
import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewView, SignalView } from '@/api/desk/types.gen';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { FactList } from '@/shared/ui/FactList';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useCan, useStaff } from '../../../session';
import { ClientLink, Held, ReviewChip } from './ReviewsPage';
import { REVIEWS, REVIEWS_KEY } from './reviews';

interface DialogProps {
  review: ReviewView;
  onClose: () => void;
}

export function ReviewDialog({ review, onClose }: DialogProps) {
  const { t } = useTranslation('desk-reviews');
  const can = useCan();
  useFocusBack();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('dialog_title')}>
      <Stack gap="md">
        <Facts review={review} />
        {review.signals.map((signal) => (
          <Evidence key={`${signal.kind} ${signal.client_id} ${signal.hint}`} signal={signal} />
        ))}
        {review.state === 'open' && can('decide_commission_reviews') ? (
          <Decision review={review} onClose={onClose} />
        ) : null}
      </Stack>
    </Modal>
  );
}

function Facts({ review }: { review: ReviewView }) {
  const { t } = useTranslation('desk-reviews');
  const facts = [
    { label: t('state'), value: <ReviewChip review={review} /> },
    {
      label: t('recipient'),
      value: <ClientLink id={review.recipient_id} name={review.recipient_name} />,
    },
    { label: t('client'), value: <ClientLink id={review.client_id} name={review.client_name} /> },
    { label: t('held'), value: <Held review={review} /> },
    { label: t('commissions'), value: <>{review.commissions}</> },
    { label: t('opened'), value: <Time at={review.opened_at} /> },
  ];
  if (review.decided_at) {
    facts.push({
      label: t('decided'),
      value: (
        <>
          <Time at={review.decided_at} /> <bdi>{review.decided_by_name}</bdi>
        </>
      ),
    });
    facts.push({ label: t('reason'), value: <bdi>{review.reason}</bdi> });
  }
  return <FactList facts={facts} />;
}

function Evidence({ signal }: { signal: SignalView }) {
  const { t } = useTranslation('desk-reviews');
  const facts = [
    {
      label: t('with'),
      value: <ClientLink id={signal.client_id} name={signal.client_name} />,
    },
  ];
  if (signal.hint) facts.push({ label: t('hint'), value: <bdi dir="ltr">{signal.hint}</bdi> });
  if (signal.broker_at) {
    facts.push({ label: t('broker_at'), value: <Time at={signal.broker_at} /> });
  }
  if (signal.client_at) {
    facts.push({ label: t('client_at'), value: <Time at={signal.client_at} /> });
  }
  if (signal.deals > 0) {
    facts.push({
      label: t('quick'),
      value: <>{t('quick_of', { quick: signal.quick, deals: signal.deals })}</>,
    });
  }
  return (
    <section>
      <strong>{t(`kinds.${signal.kind}`)}</strong>
      <FactList facts={facts} tinted />
    </section>
  );
}

/** What the first of two has said. */
function Proposal({ review, isMine }: { review: ReviewView; isMine: boolean }) {
  const { t } = useTranslation('desk-reviews');
  const said = {
    name: `\u2068${review.proposed_by_name}\u2069`,
    reason: `\u2068${review.proposed_reason}\u2069`,
  };
  return (
    <Alert color="yellow" role="note">
      {isMine ? (
        t('proposed_mine')
      ) : (
        <>
          <div>{t('proposed', said)}</div>
          <div>{t('proposed_hint')}</div>
        </>
      )}
    </Alert>
  );
}

function Decision({ review, onClose }: DialogProps) {
  const { t } = useTranslation('desk-reviews');
  const { staff_id } = useStaff();
  const api = useApi();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<'released' | 'refused' | null>(null);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const decide = async (decision: 'released' | 'refused') => {
    if (busy) return;
    setBusy(decision);
    setProblem(null);
    try {
      const decided = await api.patch<ReviewView>(`${REVIEWS}/${review.id}`, {
        decision,
        reason: reason.trim(),
      });
      toastDone(t(decided.state === 'open' ? 'proposed_done' : `${decision}_done`));
      onClose();
    } catch (thrown) {
      setProblem(asApiError(thrown));
    } finally {
      setBusy(null);
      void queries.invalidateQueries({ queryKey: REVIEWS_KEY });
    }
  };
  const isMine = review.proposed_at !== null && review.proposed_by_id === staff_id;
  const locked = busy !== null || reason.trim() === '';
  return (
    <Stack gap="sm">
      {review.proposed_at ? <Proposal review={review} isMine={isMine} /> : null}
      <TextInput
        label={t('reason')}
        description={t('reason_hint')}
        maxLength={1000}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Alert role="note">{t('decision_hint')}</Alert>
      <FormProblem problem={problem} />
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={busy === 'refused'}
          disabled={locked}
          onClick={() => void decide('refused')}
        >
          {t('refuse')}
        </Button>
        <Button
          loading={busy === 'released'}
          disabled={locked || isMine}
          onClick={() => void decide('released')}
        >
          {t(review.proposed_at ? 'agree' : 'release')}
        </Button>
      </Group>
    </Stack>
  );
}
