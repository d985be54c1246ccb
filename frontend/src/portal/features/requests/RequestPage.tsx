/** One request: what it is about, its story, who must act next, and what the client can do. */
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconTransferIn } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RequestWithTimelineView, takeBackRequest } from '@/api/portal';
import { readOwnRequestOptions } from '@/api/portal/@tanstack/react-query.gen';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Sections, Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { PageSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { factOf, isOpen, useRequestSubject } from '../../records/requests';
import { useRefreshOn } from '../../records/useRefreshOn';
import { PayoutProgress } from './PayoutProgress';
import { RequestFacts } from './RequestFacts';
import { RequestStory } from './RequestStory';
import classes from './requests.module.css';
import { useReasonText } from './useReasonText';

const POLL_MS = 3_000;
const SLOW_POLL_MS = 8_000;

export default function RequestPage() {
  const { requestId = '' } = useParams({ strict: false });
  const request = useQuery({
    ...readOwnRequestOptions({ path: { request_id: requestId } }),
    refetchInterval: ({ state: { data } }) => {
      if (!data) return false;
      // A payout is settled some time after the decision.
      if (!isOpen(data)) return data.payment_status === 'pending' ? SLOW_POLL_MS : false;
      return data.waits_for === 'staff' ? SLOW_POLL_MS : POLL_MS;
    },
  });
  return (
    <Loaded query={request} skeleton={<PageSkeleton />}>
      {(found) => <Content request={found} />}
    </Loaded>
  );
}

function Content({ request }: { request: RequestWithTimelineView }) {
  const { t } = useTranslation(['portal-requests', 'portal-records']);
  const subjectOf = useRequestSubject();
  const [asking, setAsking] = useState(false);
  useRefreshOn([request.status, request.funding_status, request.payment_status].join());
  const cancel = request.can_cancel ? (
    <Button variant="default" onClick={() => setAsking(true)}>
      {t('one.cancel')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title={t(`portal-records:types.${request.type}`)}
        subtitle={subjectOf(request)}
        marks={<StatusChip status={request.status} />}
        actions={cancel}
      />
      <Sections>
        <Refusal request={request} />
        <OnItsWay request={request} />
        {request.type === 'withdrawal' && request.funding_status !== 'held' ? (
          <PayoutProgress id={request.id} />
        ) : null}
        <Split>
          <Panel title={t('one.facts')}>
            <RequestFacts request={request} />
          </Panel>
          <Panel title={t('one.story')}>
            <RequestStory request={request} />
          </Panel>
        </Split>
      </Sections>
      <CancelDialog request={request} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** That the money of a withdrawal, or for another client, is still coming from the account. */
function OnItsWay({ request }: { request: RequestWithTimelineView }) {
  const { t } = useTranslation('portal-requests');
  if (!isOnItsWay(request)) return null;
  return (
    <Alert color="blue" icon={<IconTransferIn size={18} aria-hidden />} role="status">
      {t(request.type === 'transfer' ? 'one.on_its_way_transfer' : 'one.on_its_way', {
        login: `\u2068${factOf(request, 'account')}\u2069`,
      })}
    </Alert>
  );
}

const isOnItsWay = (request: RequestWithTimelineView): boolean =>
  (request.type === 'withdrawal' || request.type === 'transfer') && request.waits_for === 'request';

/** Where one begins again, by the type of what was refused. */
const AGAIN: Readonly<Record<string, string>> = {
  deposit: '/funds/deposit',
  withdrawal: '/funds/withdraw',
  transfer: '/funds/transfer',
  open_account: '/accounts/new',
  withdrawal_details: '/funds/withdrawal-details',
  kyc: '/profile/verification',
  upgrade_to_ib: '/become-ib',
  erasure: '/profile/data',
};

/** Why it was refused or ended, and what to do now. */
function Refusal({ request }: { request: RequestWithTimelineView }) {
  const { t } = useTranslation('portal-requests');
  const reasonText = useReasonText();
  const again = AGAIN[request.type];
  const reason = reasonText(request);
  if (request.status !== 'rejected' && request.status !== 'cancelled') return null;
  return (
    <Alert
      color={request.status === 'rejected' ? 'red' : 'gray'}
      icon={<IconAlertTriangle size={18} />}
      title={request.status === 'rejected' ? t('one.rejected') : t('one.cancelled')}
    >
      {reason ? <p className={classes.reason}>{reason}</p> : null}
      {request.funding_status === 'returned' && factOf(request, 'account') ? (
        <p className={classes.now}>{t('one.in_wallet')}</p>
      ) : null}
      <p className={classes.now}>{t(`one.what_now.${request.status}`)}</p>
      {again ? (
        <Button component={Link} to={again} size="xs" variant="default" mt="sm">
          {t('one.again')}
        </Button>
      ) : null}
    </Alert>
  );
}

function cancelWords(request: RequestWithTimelineView) {
  if (isOnItsWay(request)) return 'one.cancel_on_its_way';
  return request.funding_status === 'held' ? 'one.cancel_held' : 'one.cancel_text';
}

interface CancelDialogProps {
  request: RequestWithTimelineView;
  opened: boolean;
  onClose: () => void;
}

function CancelDialog({ request, opened, onClose }: CancelDialogProps) {
  const { t } = useTranslation('portal-requests');
  const queries = useQueryClient();
  const take = async () => {
    await takeBackRequest({ path: { request_id: request.id }, body: { status: 'cancelled' } });
    // What was held may be free again, and the lists have changed.
    await queries.invalidateQueries();
    toastDone(t('one.taken_back'));
  };
  return (
    <ConfirmDanger
      opened={opened}
      onClose={onClose}
      title={t('one.cancel_title')}
      confirmLabel={t('one.cancel')}
      onConfirm={take}
    >
      {t(cancelWords(request))}
    </ConfirmDanger>
  );
}
