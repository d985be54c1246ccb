/** What a tier asks and how far each of it is reached: the figures a tier is given by. */
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { useMonthName } from '@/shared/time/useMonthName';
import { Chip } from '@/shared/ui/StatusChip';
import { reachedPercent } from './percent';
import classes from './tiers.module.css';

export interface TierCheckItem {
  kind: 'deposits' | 'own_deposits' | 'lots' | 'active_clients';
  needed: string;
  reached: string;
  is_met: boolean;
  currency: string;
  per_branch: string;
  branches: number;
  branches_short: number;
  back: string;
}

export interface TierCheckSet {
  joined: 'and' | 'or';
  checks: readonly TierCheckItem[];
}

export interface TierWindow {
  first: string;
  last: string;
}

/** Which months the figures are of. */
export function WindowWords({ window }: { window: TierWindow }) {
  const { t } = useTranslation('tiers');
  const named = useMonthName();
  const last = named(window.last);
  if (window.first === '') return <>{t('until', { last })}</>;
  return (
    <>{window.first === window.last ? last : t('months', { first: named(window.first), last })}</>
  );
}

function Figure({ text, currency }: { text: string; currency: string }) {
  return currency ? <Amount value={{ amount: text, currency }} /> : <bdi dir="ltr">{text}</bdi>;
}

function Check({ check, last }: { check: TierCheckItem; last: string }) {
  const { t } = useTranslation('tiers');
  const named = useMonthName();
  const { kind, needed, reached, currency } = check;
  return (
    <li className={classes.check}>
      <div className={classes.line}>
        <span>
          {kind === 'active_clients' ? t('active_in', { month: named(last) }) : t(`kinds.${kind}`)}
        </span>
        <Chip tone={check.is_met ? 'good' : 'neutral'}>{t(check.is_met ? 'met' : 'not_met')}</Chip>
      </div>
      <Progress
        value={reachedPercent(reached, needed)}
        color={check.is_met ? 'green' : undefined}
        aria-label={t(`kinds.${kind}`)}
      />
      <div className={classes.line}>
        <Figure text={reached} currency={currency} />
        <span className={classes.soft}>
          {t('needed')} <Figure text={needed} currency={currency} />
        </span>
      </div>
      {check.back ? (
        <p className={classes.soft}>
          {t('back')} <Figure text={check.back} currency={currency} />
        </p>
      ) : null}
      {check.per_branch ? (
        <p className={classes.soft}>
          {t('branch_least')} <Figure text={check.per_branch} currency={currency} />.{' '}
          {t('branches', { count: check.branches })}{' '}
          {check.branches_short ? t('branches_short', { count: check.branches_short }) : null}
        </p>
      ) : null}
    </li>
  );
}

export function TierChecks({ of, window }: { of: TierCheckSet; window: TierWindow }) {
  const { t } = useTranslation('tiers');
  const amounts = of.checks.filter(({ currency }) => currency !== '').length;
  return (
    <>
      <ul className={classes.checks}>
        {of.checks.map((check) => (
          <Check key={`${check.kind} ${check.currency}`} check={check} last={window.last} />
        ))}
      </ul>
      {amounts > 1 ? <p className={classes.soft}>{t(`joined.${of.joined}`)}</p> : null}
    </>
  );
}
