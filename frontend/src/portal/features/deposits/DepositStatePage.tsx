/**
 * What becomes of a deposit: where the payment page sends the client back to, and where a proof
 * leads. Asks again until it is settled, because the provider's word comes by itself.
 */
import { Alert, Button, Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconExternalLink, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DepositView } from '@/api/portal';
import { readDepositOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Time } from '@/shared/time/Time';
import { useTimeText } from '@/shared/time/zone';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Buttons, Split } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { Outcome } from '../../records/Outcome';
import { RateLine } from '../../records/RateLine';
import { useRefreshOn } from '../../records/useRefreshOn';
import { type DepositState, isSettled, stateOf, wordsOf } from './depositState';
import classes from './deposits.module.css';

const POLL_MS = 2_500;
const SLOW_POLL_MS = 15_000;

export default function DepositStatePage() {
  const { t } = useTranslation('portal-deposits');
  const { depositId = '' } = useParams({ strict: false });
  const deposit = useQuery({
    ...readDepositOptions({ path: { deposit_id: depositId } }),
    refetchInterval: ({ state }) => {
      const now = state.data && stateOf(state.data);
      if (!now || isSettled(now)) return false;
      return now === 'awaiting_broker' || now === 'not_funded' ? SLOW_POLL_MS : POLL_MS;
    },
  });
  return (
    <>
      <PageHeader title={t('state.title')} subtitle={<bdi>{depositId}</bdi>} />
      <Split>
        <Panel>
          <Loaded query={deposit} skeleton={<FormSkeleton fields={4} />}>
            {(found) => <Content deposit={found} />}
          </Loaded>
        </Panel>
      </Split>
    </>
  );
}

const LOOKS: Readonly<Record<DepositState, 'good' | 'bad' | 'wait'>> = {
  credited: 'good',
  rejected: 'bad',
  expired: 'bad',
  failed: 'bad',
  cancelled: 'bad',
  awaiting_payment: 'wait',
  awaiting_broker: 'wait',
  crediting: 'wait',
  not_funded: 'wait',
  kept: 'good',
};

function Icon({ state, isAsking }: { state: DepositState; isAsking: boolean }) {
  if (isAsking) return <Loader size={26} />;
  if (LOOKS[state] === 'good') return <IconCircleCheck size={28} stroke={1.6} />;
  return LOOKS[state] === 'bad' ? (
    <IconCircleX size={28} stroke={1.6} />
  ) : (
    <IconHourglass size={28} stroke={1.6} />
  );
}

function Content({ deposit }: { deposit: DepositView }) {
  const { t } = useTranslation('portal-deposits');
  const timeText = useTimeText();
  const [{ paid, cancelled }] = useSearchTexts();
  const state = stateOf(deposit);
  useRefreshOn(state);
  // Back from the payment page, the provider's word may still be on its way.
  const isConfirming = state === 'awaiting_payment' && paid !== undefined;
  const words = isConfirming ? 'confirming' : wordsOf(deposit);
  return (
    <>
      <Outcome
        tone={LOOKS[state]}
        icon={<Icon state={state} isAsking={isConfirming || state === 'crediting'} />}
        title={t(`state.titles.${words}`)}
        text={t(`state.texts.${words}`)}
      />
      {cancelled !== undefined && state === 'awaiting_payment' ? (
        <Alert color="accent" mb="md" role="status">
          {deposit.expires_at
            ? t('state.gave_up_until', { expires_at: timeText(deposit.expires_at) })
            : t('state.gave_up')}
        </Alert>
      ) : null}
      {deposit.reason && state === 'rejected' ? (
        <Alert color="red" mb="md" title={t('state.reason')}>
          {deposit.reason}
        </Alert>
      ) : null}
      <Facts deposit={deposit} />
      <Next deposit={deposit} state={state} isConfirming={isConfirming} />
    </>
  );
}

function Facts({ deposit }: { deposit: DepositView }) {
  const { t } = useTranslation('portal-deposits');
  const { t: records } = useTranslation('portal-records');
  const { language } = useLanguage();
  const facts: Fact[] = [
    { label: t('method'), value: pickText(deposit.method.name, language) },
    { label: t('you_pay'), value: <Amount value={deposit.payment} /> },
    { label: t('fee'), value: <Amount value={deposit.fee} /> },
    ...(deposit.rate
      ? [{ label: records('rate.label'), value: <RateLine rate={deposit.rate} /> }]
      : []),
    {
      label: deposit.account
        ? t('account_receives', { login: deposit.account })
        : t('wallet_receives'),
      value: <Amount value={deposit.amount} />,
      strong: true,
    },
    { label: t('state.submitted'), value: <Time at={deposit.submitted_at} /> },
    { label: t('state.status'), value: <StatusChip status={deposit.status} /> },
  ];
  if (deposit.payment_status !== 'none') {
    facts.push({
      label: t('state.payment'),
      value: <StatusChip status={deposit.payment_status} />,
    });
  }
  return <FactList facts={facts} />;
}

interface NextProps {
  deposit: DepositView;
  state: DepositState;
  isConfirming: boolean;
}

function Next({ deposit, state, isConfirming }: NextProps) {
  const { t } = useTranslation('portal-deposits');
  const canPay = state === 'awaiting_payment' && !isConfirming && deposit.redirect_url;
  return (
    <div className={classes.next}>
      <Buttons>
        {canPay ? (
          <Button
            component="a"
            href={deposit.redirect_url ?? ''}
            rightSection={<IconExternalLink size={17} aria-hidden />}
          >
            {t('state.go_on')}
          </Button>
        ) : null}
        {deposit.transfer_id ? (
          <Button component={Link} to={`/funds/transfers/${deposit.transfer_id}`}>
            {t('state.onward')}
          </Button>
        ) : null}
        {state === 'credited' && !deposit.account ? (
          <Button component={Link} to="/funds/transfer">
            {t('state.transfer')}
          </Button>
        ) : null}
        {LOOKS[state] === 'bad' ? (
          <Button component={Link} to="/funds/deposit">
            {t('state.again')}
          </Button>
        ) : null}
        <Button component={Link} to={`/funds/requests/${deposit.id}`} variant="default">
          {t('state.request')}
        </Button>
      </Buttons>
    </div>
  );
}
