/** Receipts and reasons written out: who gets what, by which multiplication, and who does not. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReceiptView, SettlementView, UnpaidView } from '@/api/desk/types.gen';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './partners.module.css';

const PERCENTAGES = ['spread', 'profit', 'platform_commission'];

interface ArithmeticProps {
  settlement: SettlementView;
  tiers: readonly string[];
}

export function Arithmetic({ settlement, tiers }: ArithmeticProps) {
  const { t } = useTranslation('desk-partners');
  const lines = [...settlement.receipts, ...settlement.unpaid].sort((a, b) => a.level - b.level);
  return (
    <Stack gap="sm" aria-live="polite">
      {settlement.reason ? <Chip tone="warn">{t(`reasons.${settlement.reason}`)}</Chip> : null}
      {settlement.currency ? <Totals settlement={settlement} /> : null}
      <div>
        {lines.map((line) => (
          <div key={`${line.component} ${line.recipient_id}`} className={classes.step}>
            {'amount' in line ? <Paid receipt={line} tiers={tiers} /> : <NotPaid unpaid={line} />}
          </div>
        ))}
      </div>
    </Stack>
  );
}

function Totals({ settlement }: { settlement: SettlementView }) {
  const { t } = useTranslation('desk-partners');
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

function Paid({ receipt, tiers }: { receipt: ReceiptView; tiers: readonly string[] }) {
  const { t } = useTranslation('desk-partners');
  const tier = receipt.tier ? tiers[receipt.tier - 1] : undefined;
  return (
    <Stack gap={2}>
      <span>
        <strong>{t('upline_number', { number: receipt.level })}</strong>{' '}
        {tier ? <bdi>{tier}</bdi> : null}{' '}
        <Chip tone="info">{t(`components.${receipt.component}`)}</Chip>{' '}
        <Amount value={receipt.amount} />
      </span>
      <span className={classes.soft}>
        <span className={classes.math}>{useSum(receipt)}</span>
      </span>
    </Stack>
  );
}

/** Keeps the direction of a word to itself: digits beside an Arabic one would trade places. */
const apart = (word: string) => `\u2068${word}\u2069`;

/** The multiplication as it is done, with the words of its factors. */
function useSum(receipt: ReceiptView): string {
  const { t } = useTranslation('desk-partners');
  const { measure, slots, bases } = receipt;
  if (!measure) {
    const shares = bases.map((base, at) => `${slots[at]?.amount ?? ''} % × ${base.amount.amount}`);
    return `${shares.join(' + ')} = ${receipt.exact}`;
  }
  const rate = slots.map(({ amount }) => amount).join(' + ');
  const whole = slots.length > 1 ? `(${rate})` : rate;
  const percent = PERCENTAGES.includes(measure.type) ? ' %' : '';
  const factors = measure.factors.map((one) => `${one.value} ${apart(t(`factors.${one.name}`))}`);
  return `${whole}${percent} × ${factors.join(' × ')} = ${receipt.exact}`;
}

function NotPaid({ unpaid }: { unpaid: UnpaidView }) {
  const { t } = useTranslation('desk-partners');
  return (
    <span>
      <strong>{t('upline_number', { number: unpaid.level })}</strong>{' '}
      <Chip>{t(`components.${unpaid.component}`)}</Chip>{' '}
      <span className={classes.soft}>{t(`reasons.${unpaid.reason}`)}</span>
    </span>
  );
}
