/** What a request is about, in the order in which a person would ask. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '@/api/portal';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatDay } from '@/shared/time/format';
import { Time } from '@/shared/time/Time';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { StatusChip } from '@/shared/ui/StatusChip';
import { Leverage } from '../../records/AccountCard';
import { useMethodName } from '../../records/methodNames';
import { factOf, moneyOf } from '../../records/requests';
import classes from './requests.module.css';

const MONEY = ['amount', 'fee', 'payment', 'payout'] as const;

function useMoneyFacts(request: RequestView): Fact[] {
  const { t } = useTranslation('portal-requests');
  return MONEY.flatMap((name) => {
    const money = moneyOf(request, name);
    if (!money) return [];
    const strong = name === 'payout' || name === 'payment' || request.type === 'transfer';
    return [{ label: t(`facts.${name}`), value: <Amount value={money} />, strong }];
  });
}

function useSubjectFacts(request: RequestView): Fact[] {
  const { t } = useTranslation('portal-requests');
  const methodName = useMethodName();
  const { tag } = useLanguage();
  const fact = (name: string) => factOf(request, name);
  const facts: Fact[] = [];
  if (fact('method')) {
    const flow = request.type === 'deposit' ? 'deposit' : 'withdrawal';
    facts.push({ label: t('facts.method'), value: methodName(flow, fact('method')) });
  }
  const saved = fact('details_label') || fact('label');
  if (saved) facts.push({ label: t('facts.details'), value: <bdi>{saved}</bdi> });
  if (fact('target')) {
    facts.push({ label: t('facts.target'), value: <bdi>{fact('target')}</bdi> });
  }
  if (fact('target_account')) {
    facts.push({ label: t('facts.target_account'), value: <bdi>{fact('target_account')}</bdi> });
  }
  if (fact('commission_day')) {
    facts.push({ label: t('facts.commission_day'), value: formatDay(fact('commission_day'), tag) });
  }
  if (fact('how') === 'bind') facts.push({ label: t('facts.how'), value: t('how.bind') });
  if (fact('account')) {
    facts.push({
      label: t('facts.account'),
      value: fact('account_id') ? (
        <Anchor component={Link} to={`/accounts/${fact('account_id')}`} inherit>
          <bdi>{fact('account')}</bdi>
        </Anchor>
      ) : (
        <bdi>{fact('account')}</bdi>
      ),
    });
  }
  for (const name of ['account_type', 'server']) {
    if (fact(name)) facts.push({ label: t(`facts.${name}`), value: <bdi>{fact(name)}</bdi> });
  }
  if (request.type === 'open_account') {
    facts.push({ label: t('facts.kind'), value: <StatusChip status={fact('kind')} /> });
    facts.push({ label: t('facts.currency'), value: fact('currency') });
    facts.push({ label: t('facts.leverage'), value: <Leverage value={fact('leverage')} /> });
  }
  if (request.type === 'update_leverage') {
    const before = <Leverage value={fact('leverage_before')} />;
    facts.push({ label: t('facts.leverage_before'), value: before });
    facts.push({ label: t('facts.leverage_wanted'), value: <Leverage value={fact('leverage')} /> });
  }
  if (request.type === 'reset_password') {
    facts.push({ label: t('facts.password'), value: t(`password.${fact('password')}`) });
  }
  return facts;
}

function useStateFacts(request: RequestView): Fact[] {
  const { t } = useTranslation('portal-requests');
  const { funding_status: funding, payment_status: payment } = request;
  return [
    { label: t('facts.status'), value: <StatusChip status={request.status} /> },
    ...(funding === 'none'
      ? []
      : [{ label: t('facts.funding'), value: <StatusChip status={funding} /> }]),
    ...(payment === 'none'
      ? []
      : [{ label: t('facts.payment_status'), value: <StatusChip status={payment} /> }]),
    { label: t('facts.submitted'), value: <Time at={request.submitted_at} /> },
    ...(request.decided_at
      ? [{ label: t('facts.decided'), value: <Time at={request.decided_at} /> }]
      : []),
    {
      label: t('facts.id'),
      value: (
        <>
          <bdi className={classes.mono}>{request.id}</bdi>{' '}
          <CopyButton value={request.id} label={t('facts.copy_id')} />
        </>
      ),
    },
  ];
}

export function RequestFacts({ request }: { request: RequestView }) {
  const subject = useSubjectFacts(request);
  const money = useMoneyFacts(request);
  const state = useStateFacts(request);
  return <FactList facts={[...subject, ...money, ...state]} />;
}
