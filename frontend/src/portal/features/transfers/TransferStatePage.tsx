/** What becomes of a transfer; asks again until the money has arrived or is back. */
import { Alert, Button, Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlaceView, TransferView } from '@/api/portal';
import { readOwnTransferOptions } from '@/api/portal/@tanstack/react-query.gen';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Buttons, Sections, Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { Outcome, type OutcomeProps } from '../../records/Outcome';
import { RateLine } from '../../records/RateLine';
import { isOpen } from '../../records/requests';
import { useRefreshOn } from '../../records/useRefreshOn';

const POLL_MS = 1_500;
const SLOW_POLL_MS = 15_000;

export default function TransferStatePage() {
  const { t } = useTranslation('portal-transfers');
  const { transferId = '' } = useParams({ strict: false });
  const transfer = useQuery({
    ...readOwnTransferOptions({ path: { transfer_id: transferId } }),
    refetchInterval: ({ state: { data } }) => {
      if (data && isGoingOn(data)) return data.funding_status === 'held' ? POLL_MS : SLOW_POLL_MS;
      if (!data || !isOpen(data)) return false;
      return data.status === 'executing' ? POLL_MS : SLOW_POLL_MS;
    },
  });
  return (
    <>
      <PageHeader title={t('state.title')} subtitle={<bdi>{transferId}</bdi>} />
      <Split>
        <Panel>
          <Loaded query={transfer} skeleton={<FormSkeleton fields={4} />}>
            {(found) => <Content transfer={found} />}
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

const LOOKS: Record<TransferView['status'], Pick<OutcomeProps, 'tone' | 'icon'>> = {
  pending: { tone: 'wait', icon: <IconHourglass size={28} stroke={1.6} /> },
  executing: { tone: 'wait', icon: <Loader size={26} /> },
  approved: { tone: 'good', icon: <IconCircleCheck size={28} stroke={1.6} /> },
  rejected: { tone: 'bad', icon: <IconCircleX size={28} stroke={1.6} /> },
  cancelled: { tone: 'bad', icon: <IconCircleX size={28} stroke={1.6} /> },
};

/** With the recipient, and not yet on the account that it is for. */
const isGoingOn = ({ status, target, funding_status }: TransferView): boolean =>
  status === 'approved' &&
  Boolean(target.recipient?.account) &&
  (funding_status === 'held' || funding_status === 'not_funded');

/** Which words say where the money is. */
function textOf({ status, source, target, funding_status, reason }: TransferView) {
  if (target.type !== 'client') return `texts.${status}` as const;
  if (status === 'approved' && target.recipient?.account) {
    if (funding_status === 'held' || funding_status === 'deposited') {
      return `texts_onto_account.${funding_status}` as const;
    }
    return 'texts_onto_account.in_wallet';
  }
  if (source.type !== 'account' || status === 'executing' || status === 'approved') {
    return `texts_client.${status}` as const;
  }
  if (status === 'pending') {
    return funding_status === 'none' ? 'texts_off_account.on_its_way' : 'texts_client.pending';
  }
  const onItsWay = status === 'cancelled' && funding_status === 'none';
  if (!onItsWay) return 'texts_off_account.in_wallet';
  return reason === 'cancelled_by_client'
    ? 'texts_off_account.arrives'
    : 'texts_off_account.nothing_left';
}

function Content({ transfer }: { transfer: TransferView }) {
  const { t } = useTranslation('portal-transfers');
  const { status } = transfer;
  useRefreshOn([status, transfer.funding_status].join());
  const looks = isGoingOn(transfer) && transfer.funding_status === 'held' ? 'executing' : status;
  return (
    <Sections>
      <Outcome
        {...LOOKS[looks]}
        title={t(`state.titles.${looks}`)}
        text={t(`state.${textOf(transfer)}`)}
      />
      {transfer.reason && status === 'rejected' ? (
        <Alert color="red" title={t('state.reason')}>
          {transfer.reason}
        </Alert>
      ) : null}
      <Facts transfer={transfer} />
      <Buttons>
        <Button component={Link} to="/funds/transfer">
          {t('state.again')}
        </Button>
        <Button component={Link} to={`/funds/requests/${transfer.id}`} variant="default">
          {t('state.request')}
        </Button>
      </Buttons>
    </Sections>
  );
}

function Facts({ transfer }: { transfer: TransferView }) {
  const { t } = useTranslation('portal-transfers');
  const { t: records } = useTranslation('portal-records');
  const { tag } = useLanguage();
  const placeOf = ({ type, currency, login, recipient }: PlaceView) => {
    if (type === 'wallet') return t('wallet', { currency });
    if (type === 'account') return t('account', { login: String(login ?? '') });
    const { name = '', client_id: id = '', account } = recipient ?? {};
    const who = name ? t('client.recipient_of', { name, id }) : t('client.recipient_gone', { id });
    const number = `\u2068${account?.number}\u2069`;
    return account ? t('client.recipient_on', { who, number }) : who;
  };
  const facts: Fact[] = [
    {
      label: t('leaves', { place: placeOf(transfer.source) }),
      value: <Amount value={transfer.debit} />,
    },
    {
      label: t('arrives', { place: placeOf(transfer.target) }),
      value: <Amount value={transfer.credit} />,
      strong: true,
    },
    ...(transfer.rate
      ? [{ label: records('rate.label'), value: <RateLine rate={transfer.rate} /> }]
      : []),
    { label: t('state.status'), value: <StatusChip status={transfer.status} /> },
    { label: t('state.submitted'), value: <Time at={transfer.submitted_at} /> },
  ];
  if (transfer.commission_day) {
    const day = formatDay(transfer.commission_day, tag);
    facts.push({ label: t('state.commission_day'), value: day });
  }
  if (transfer.completed_at) {
    facts.push({ label: t('state.completed'), value: <Time at={transfer.completed_at} /> });
  }
  return <FactList facts={facts} />;
}
