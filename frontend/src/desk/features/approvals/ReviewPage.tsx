/** One request for decision: facts, client, files and log side by side, keyboard through the queue. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/shared/ui/Loaded';
import { LinesSkeleton, PageSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useCan } from '../../session';
import { ClientSummary } from './ClientSummary';
import { ClockPanel } from './ClockPanel';
import { DecisionDialog, type Verdict } from './DecisionDialog';
import { FilesPane, useOpenFiles } from './FilesPane';
import { KeyHelp } from './KeyHelp';
import { LinkedRequests } from './LinkedRequests';
import { QueueRail } from './QueueRail';
import { afterDeciding, neighboursOf } from './queue';
import { rememberedQueue } from './queueMemory';
import { RequestFacts } from './RequestFacts';
import { RequestLog } from './RequestLog';
import { ReviewHeader } from './ReviewHeader';
import classes from './ReviewPage.module.css';
import { ReviewProcess } from './ReviewProcess';
import { usePrefetchReview, useQueue, useRefreshRequests, useReview } from './requests';
import { useQueueKeys } from './useQueueKeys';

const AnswersPanel = lazy(() =>
  import('./AnswersPanel').then((one) => ({ default: one.AnswersPanel })),
);
const AutomationPanel = lazy(() =>
  import('./AutomationPanel').then((one) => ({ default: one.AutomationPanel })),
);
const CoinPayoutPanel = lazy(() =>
  import('./CoinPayoutPanel').then((one) => ({ default: one.CoinPayoutPanel })),
);
const PayoutPanel = lazy(() =>
  import('./PayoutPanel').then((one) => ({ default: one.PayoutPanel })),
);
const RefundsPanel = lazy(() =>
  import('./RefundsPanel').then((one) => ({ default: one.RefundsPanel })),
);
const KycPanel = lazy(() => import('./KycPanel').then((one) => ({ default: one.KycPanel })));

export default function ReviewPage() {
  const { requestId = '' } = useParams({ strict: false }) as { requestId?: string };
  const review = useReview(requestId);
  return (
    <Loaded query={review} skeleton={<PageSkeleton />}>
      {(request) => <Review key={request.id} request={request} />}
    </Loaded>
  );
}

function useAround(id: string) {
  const [view] = useState(rememberedQueue);
  const queue = useQueue(view);
  const items = queue.data?.items ?? [];
  const around = neighboursOf(items, id);
  const prefetch = usePrefetchReview();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another neighbour is worth fetching
  useEffect(() => {
    if (around.next) prefetch(around.next);
  }, [around.next]);
  return { view, items, around, hasMore: queue.data?.next_cursor != null };
}

function Review({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const navigate = useNavigate();
  const can = useCan();
  const refresh = useRefreshRequests();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [help, setHelp] = useState(false);
  const { view, items, around, hasMore } = useAround(request.id);
  const files = useOpenFiles(request.details.files);
  // Files need the room beside the facts; without any, the client has it.
  const hasFiles = files.files.length > 0;
  const goTo = (id: string | null) =>
    id
      ? () => void navigate({ to: '/approvals/$requestId', params: { requestId: id } as never })
      : undefined;
  const ask = (asked: Verdict) => (request.can_decide ? () => setVerdict(asked) : undefined);

  useQueueKeys({
    next: goTo(around.next),
    previous: goTo(around.previous),
    approve: ask('approved'),
    reject: ask('rejected'),
    tick: undefined,
    files: files.toggleAll,
    next_file: files.next,
    previous_file: files.previous,
    help: () => setHelp(true),
  });

  const onDecided = (decided: ReviewedRequest) => {
    setVerdict(null);
    const told = { approved: t('done.approved'), rejected: t('done.rejected') };
    toastDone(decided.status === 'pending' ? t('done.step') : told[verdict ?? 'approved']);
    const next = afterDeciding(items, request.id);
    void refresh();
    goTo(next)?.();
  };

  return (
    <>
      <ReviewHeader
        request={request}
        view={view}
        around={around}
        total={items.length}
        hasMore={hasMore}
        onPrevious={goTo(around.previous)}
        onNext={goTo(around.next)}
        onApprove={ask('approved')}
        onReject={ask('rejected')}
        onHelp={() => setHelp(true)}
      />
      <div className={classes.desk} data-files={files.any || undefined}>
        <QueueRail items={items} current={request.id} />
        <div className={classes.column}>
          {request.type === 'kyc' ? (
            <Suspense fallback={<LinesSkeleton />}>
              <KycPanel request={request} />
            </Suspense>
          ) : null}
          <LinkedRequests request={request} />
          <RequestFacts request={request} />
          <Suspense>
            <AnswersPanel request={request} />
          </Suspense>
          {request.type === 'withdrawal' ? (
            <Suspense>
              <CoinPayoutPanel request={request} />
              <PayoutPanel request={request} />
              <AutomationPanel request={request} />
            </Suspense>
          ) : null}
          {request.type === 'deposit' && request.status === 'approved' && can('refund_deposits') ? (
            <Suspense>
              <RefundsPanel request={request} />
            </Suspense>
          ) : null}
          {hasFiles ? <ClientSummary request={request} /> : null}
        </div>
        <div className={classes.column}>
          {hasFiles ? null : <ClientSummary request={request} />}
          <FilesPane files={files} />
          <ClockPanel request={request} />
          <ReviewProcess request={request} />
          <RequestLog request={request} />
        </div>
      </div>
      <DecisionDialog
        request={request}
        verdict={verdict}
        onClose={() => setVerdict(null)}
        onDecided={onDecided}
      />
      <KeyHelp opened={help} onClose={() => setHelp(false)} />
    </>
  );
}
