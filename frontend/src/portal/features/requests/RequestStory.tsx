/** The request's timeline: each step in words, the reason where it was refused, whose turn it is. */
import { useTranslation } from 'react-i18next';
import type { RequestWithTimelineView, TimelineView } from '@/api/portal';
import { useTimeText } from '@/shared/time/zone';
import type { Tone } from '@/shared/ui/StatusChip';
import { Timeline } from '@/shared/ui/Timeline';
import { useReasonText } from './useReasonText';

const TONES: Readonly<Record<string, Tone>> = {
  request_opened: 'info',
  payment_received: 'good',
  node_approved: 'good',
  request_approved: 'good',
  request_completed: 'good',
  request_rejected: 'bad',
  request_rejected_afterwards: 'bad',
  request_returned: 'warn',
  review_restarted: 'warn',
};
const ENDS: readonly TimelineView['code'][] = [
  'request_rejected',
  'request_rejected_afterwards',
  'request_cancelled',
];

export function RequestStory({ request }: { request: RequestWithTimelineView }) {
  const { t } = useTranslation(['portal-requests', 'portal-records']);
  const timeText = useTimeText();
  const reason = useReasonText()(request);
  const steps = request.timeline.map((step, place) => ({
    id: `${step.at}-${step.code}-${place}`,
    title: t(`steps.${step.code}`),
    at: step.at,
    by: t(`by.${step.by}`),
    note: ENDS.includes(step.code) && reason ? reason : undefined,
    tone: TONES[step.code],
  }));
  const next =
    request.waits_for === 'nobody'
      ? undefined
      : request.paused_for
        ? t(`one.paused.${request.paused_for}`)
        : request.deadline_at
          ? t('one.next_until', {
              who: t(`portal-records:waits_for.${request.waits_for}`),
              deadline: timeText(request.deadline_at),
            })
          : t(`portal-records:waits_for.${request.waits_for}`);
  return <Timeline steps={steps} next={next} />;
}
