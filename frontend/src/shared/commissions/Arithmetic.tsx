/** Receipts and reasons written out: who gets what, by which multiplication, and who does not. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './commissions.module.css';
import { apart } from './parts';
import type { Outcome, Receipt, Settlement, Unpaid } from './types';

const PERCENTAGES = ['spread', 'profit', 'platform_commission'];

interface ArithmeticProps {
  outcome: Outcome;
  tiers: readonly string[];
  /** What stands for a recipient beside their distance, such as a link. */
  whose?: (recipientId: string) => ReactNode;
}

export function Arithmetic({ outcome, tiers, whose }: ArithmeticProps) {
  const { t } = useTranslation('commissions');
  const lines = [...outcome.receipts, ...outcome.unpaid].sort((a, b) => a.level - b.level);
  return (
    <Stack gap="sm" aria-live="polite">
      {outcome.reason ? (
        <div>
          <Chip tone="warn">{t(`reasons.${outcome.reason}`)}</Chip>
        </div>
      ) : null}
      <div>
        {lines.map((line) => (
          <div key={`${line.component} ${line.recipient_id}`} className={classes.step}>
            {'amount' in line ? (
              <Paid receipt={line} tiers={tiers} whose={whose?.(line.recipient_id)} />
            ) : (
              <NotPaid unpaid={line} whose={whose?.(line.recipient_id)} />
            )}
          </div>
        ))}
      </div>
    </Stack>
  );
}

/** What a trade pays at most, and why it is less. */
export function Headline({ settlement }: { settlement: Settlement }) {
  const { t } = useTranslation('commissions');
  if (!settlement.currency) return null;
  const most = { amount: settlement.headline, currency: settlement.currency };
  return (
    <FactList
      tinted
      facts={[
        { label: t('headline'), value: <Amount value={most} /> },
        ...settlement.shortfall.map((reason) => ({
          label: t('less_because'),
          value: t(`reasons.${reason}`),
        })),
      ]}
    />
  );
}

interface PaidProps {
  receipt: Receipt;
  tiers: readonly string[];
  whose: ReactNode;
}

function Paid({ receipt, tiers, whose }: PaidProps) {
  const { t } = useTranslation('commissions');
  const tier = receipt.tier ? tiers[receipt.tier - 1] : undefined;
  return (
    <Stack gap={2}>
      <span>
        <strong>{t('upline_number', { number: receipt.level })}</strong> {whose}{' '}
        {tier ? <bdi>{tier}</bdi> : null}{' '}
        <Chip tone="info">{t(`components.${receipt.component}`)}</Chip>{' '}
        <Amount value={receipt.amount} />
      </span>
      <span className={classes.soft}>
        <span className={classes.math}>{useSum(receipt)}</span>
      </span>
      <Shared receipt={receipt} />
    </Stack>
  );
}

/** From whom the rate is, and what of it went on to whom. */
function Shared({ receipt: { share, slots } }: { receipt: Receipt }) {
  const { t } = useTranslation('commissions');
  if (!share) return null;
  const rate = slots[0]?.amount ?? '';
  return (
    <>
      {share.giver_id ? (
        <span className={classes.soft}>
          {t('passed_from', { rate, percent: share.percent, giver: share.giver_id })}
        </span>
      ) : null}
      {share.receiver_id ? (
        <span className={classes.soft}>
          {t('passed_on', { given: share.given, rate, receiver: share.receiver_id })}
        </span>
      ) : null}
    </>
  );
}

/** The multiplication as it is done, with the words of its factors. */
function useSum(receipt: Receipt): string {
  const { t } = useTranslation('commissions');
  const { measure, slots, bases, share, exact } = receipt;
  if (exact === null) return t('profit_hidden');
  if (!measure) {
    const shares = bases.map((base, at) => `${slots[at]?.amount ?? ''} % × ${base.amount.amount}`);
    return `${shares.join(' + ')} = ${exact}`;
  }
  const amounts = slots.map(({ amount }) => amount).join(' + ');
  const rate = share?.receiver_id ? `${amounts} − ${share.given}` : amounts;
  const whole = rate.includes(' ') ? `(${rate})` : rate;
  const percent = PERCENTAGES.includes(measure.type) ? ' %' : '';
  const factors = measure.factors.map((one) => `${one.value} ${apart(t(`factors.${one.name}`))}`);
  return `${whole}${percent} × ${factors.join(' × ')} = ${exact}`;
}

function NotPaid({ unpaid, whose }: { unpaid: Unpaid; whose: ReactNode }) {
  const { t } = useTranslation('commissions');
  return (
    <span>
      <strong>{t('upline_number', { number: unpaid.level })}</strong> {whose}{' '}
      <Chip>{t(`components.${unpaid.component}`)}</Chip>{' '}
      <span className={classes.soft}>{t(`reasons.${unpaid.reason}`)}</span>
    </span>
  );
}
