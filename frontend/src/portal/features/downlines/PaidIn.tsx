/** What downlines paid in and out in a period, those brought directly or all of them. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { addMoney, type Money, money } from '@/shared/money/money';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Panel } from '@/shared/ui/Panel';
import classes from './downlines.module.css';
import { SumsState } from './SumsState';
import { useSums } from './useSums';

const PERIODS = [1, 7, 30] as const;
const DAY_MS = 86_400_000;
/** Few and short words, which would break for want of nothing. */
const ON_ONE_LINE = { label: { whiteSpace: 'nowrap' } } as const;

/** The first of so many days that end today; days are those of UTC, as the server counts. */
const firstDay = (days: number) =>
  new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);

export function PaidIn() {
  const { t } = useTranslation('portal-downlines');
  const [days, setDays] = useState('1');
  const [whom, setWhom] = useState('direct');
  const sums = useSums({
    from: firstDay(Number(days)),
    last: whom === 'direct' ? 1 : undefined,
  });
  const paid = (kind: string) => sums.data?.amounts.get(kind) ?? [];
  return (
    <Panel
      title={t('paid.title')}
      aside={
        <div className={classes.switches}>
          <SegmentedControl
            size="xs"
            styles={ON_ONE_LINE}
            value={whom}
            onChange={setWhom}
            aria-label={t('paid.whom')}
            data={['direct', 'all'].map((one) => ({ value: one, label: t(`paid.${one}`) }))}
          />
          <SegmentedControl
            size="xs"
            styles={ON_ONE_LINE}
            value={days}
            onChange={setDays}
            aria-label={t('paid.period')}
            data={PERIODS.map((one) => ({
              value: String(one),
              label: one === 1 ? t('paid.today') : t('paid.days', { days: one }),
            }))}
          />
        </div>
      }
    >
      <SumsState sums={sums}>
        <FigureRow>
          <FigureCard label={t('paid.deposits')} value={<Amounts of={paid('deposit')} />} />
          <FigureCard label={t('paid.withdrawals')} value={<Amounts of={paid('withdrawal')} />} />
          <FigureCard
            label={t('paid.net')}
            value={<Amounts of={net(paid('deposit'), paid('withdrawal'))} />}
          />
        </FigureRow>
      </SumsState>
    </Panel>
  );
}

/** What was paid in less what was paid out; a withdrawal is an amount below zero. */
function net(deposits: readonly Money[], withdrawals: readonly Money[]): Money[] {
  const currencies = new Set([...deposits, ...withdrawals].map(({ currency }) => currency));
  return [...currencies].map((currency) =>
    [...deposits, ...withdrawals]
      .filter((one) => one.currency === currency)
      .reduce((sum, one) => addMoney(sum, one), money(0n, currency)),
  );
}

export function Amounts({ of }: { of: readonly Money[] }) {
  if (of.length === 0) return '—';
  return (
    <span className={classes.amounts}>
      {of.map((one) => (
        <Amount key={one.currency} value={one} />
      ))}
    </span>
  );
}
