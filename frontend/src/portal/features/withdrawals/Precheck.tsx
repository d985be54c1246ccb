/** "If you asked now": every condition of the withdrawal in mind, passed or not, and what is missing. */
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConditionView } from '@/api/portal';
import { readWithdrawalTermsOptions } from '@/api/portal/@tanstack/react-query.gen';
import { pollEvery } from '@/shared/api/queryClient';
import { useMoneyText } from '@/shared/money/Amount';
import { useTimeText } from '@/shared/time/zone';
import { useMethodName } from '../../records/methodNames';
import classes from './withdrawals.module.css';

const TYPING_MS = 400;
const RENEW_MS = 30_000;

export interface PrecheckProps {
  amount: string;
  currency: string;
  /** None for the wallet. */
  accountId: string | null;
  /** In which the client is paid. */
  payoutCurrency: string;
  methodId: string;
  detailsId: string;
}

export function Precheck(props: PrecheckProps) {
  const { amount, currency, accountId, payoutCurrency, methodId, detailsId } = props;
  const { t } = useTranslation('portal-withdrawals');
  const [typed] = useDebouncedValue(amount.replace(/\.$/, ''), TYPING_MS);
  const asked = typed
    ? {
        amount: typed,
        currency,
        payout_currency: payoutCurrency,
        method_id: methodId,
        details_id: detailsId,
        account_id: accountId,
      }
    : undefined;
  const { data, isError } = useQuery({
    ...readWithdrawalTermsOptions({ query: asked }),
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery(RENEW_MS),
    retry: false,
  });
  if (!data || isError) return null;
  const failed = data.conditions.filter(({ passed }) => !passed).length;
  return (
    <section aria-label={t('check.title')} className={classes.check}>
      <p className={classes.verdict} role="status">
        {failed ? t('check.failed', { count: failed }) : t('check.passed')}
      </p>
      <ul className={classes.conditions}>
        {data.conditions.map((one) => (
          <Condition key={one.code} condition={one} />
        ))}
      </ul>
    </section>
  );
}

function Condition({ condition }: { condition: ConditionView }) {
  const { t } = useTranslation('portal-withdrawals');
  const Icon = condition.passed ? IconCircleCheck : IconCircleX;
  const why = useWhy(condition);
  return (
    <li data-passed={condition.passed}>
      <Icon size={18} aria-hidden />
      <span>
        {t(`check.conditions.${condition.code}`)}
        {condition.passed ? null : <small>{why}</small>}
      </span>
    </li>
  );
}

/** What is missing, in numbers where there are any. */
function useWhy({ code, refusal, facts }: ConditionView): string {
  const { t } = useTranslation('portal-withdrawals');
  const moneyText = useMoneyText();
  const timeText = useTimeText();
  const methodName = useMethodName();
  const money = (name: string) =>
    facts[name] && facts.currency
      ? moneyText({ amount: facts[name], currency: facts.currency })
      : '';
  if (refusal === 'insufficient_funds' && facts.missing) {
    return t('check.why.missing', { amount: money('missing') });
  }
  if (refusal === 'free_margin_too_low') return t('check.why.margin', { free: money('free') });
  if (refusal === 'amount_out_of_range') {
    return t('check.why.range', { min: money('minimum'), max: money('maximum') });
  }
  if (refusal === 'identity_check_required') {
    return t('check.why.identity_check', { threshold: money('threshold') });
  }
  if (refusal === 'return_to_source') {
    return t('check.why.source', {
      outstanding: money('outstanding'),
      source: methodName('deposit', facts.source ?? ''),
      most: money('most'),
    });
  }
  if (refusal === 'pending_limit') return t('check.why.pending', { limit: facts.limit ?? '' });
  const opens = facts.ends_at ?? facts.opens_at;
  if ((refusal === 'withdrawals_on_hold' || refusal === 'outside_window') && opens) {
    return t('check.why.until', { ends_at: timeText(opens) });
  }
  if (refusal === 'rate_missing' || refusal === 'rate_stale') return t('check.why.rate');
  return t(`check.remedies.${code}`);
}
