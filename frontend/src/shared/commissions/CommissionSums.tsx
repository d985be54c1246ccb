/** What all commissions of a list come to by state and currency, added up part by part. */
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eachPart } from '@/shared/api/parts';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { addMoney, type Money } from '@/shared/money/money';
import { ErrorState } from '@/shared/ui/ErrorState';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Panel } from '@/shared/ui/Panel';
import classes from './commissions.module.css';
import type { SumsPart } from './types';

interface CommissionSumsProps {
  /** What the list is filtered to: other filters are other sums. */
  queryKey: readonly unknown[];
  load: (cursor: string | null, signal: AbortSignal) => Promise<SumsPart>;
}

interface Line {
  state: string;
  amount: Money;
  count: number;
}

function withPart(lines: readonly Line[], part: SumsPart): Line[] {
  const after = [...lines];
  for (const one of part.sums) {
    const place = after.findIndex(
      ({ state, amount }) => state === one.state && amount.currency === one.amount.currency,
    );
    const same = after[place];
    if (same) {
      const amount = addMoney(same.amount, one.amount);
      after[place] = { ...same, amount, count: same.count + one.count };
    } else after.push(one);
  }
  return after;
}

async function allParts(
  load: CommissionSumsProps['load'],
  signal: AbortSignal,
  onPart: (deals: number) => void,
) {
  let lines: Line[] = [];
  let deals = 0;
  await eachPart(
    (cursor) => load(cursor, signal),
    (part) => {
      lines = withPart(lines, part);
      deals += part.deals;
      onPart(deals);
    },
  );
  return { lines, deals };
}

export function CommissionSums({ queryKey, load }: CommissionSumsProps) {
  const { t } = useTranslation('commissions');
  const { tag } = useLanguage();
  const [asked, ask] = useState(false);
  const [soFar, setSoFar] = useState(0);
  const sums = useQuery({
    queryKey: [...queryKey, 'sums'],
    queryFn: ({ signal }) => allParts(load, signal, setSoFar),
    enabled: asked,
  });
  if (!asked) {
    return (
      <div>
        <Button variant="default" onClick={() => ask(true)}>
          {t('sums.ask')}
        </Button>
      </div>
    );
  }
  if (sums.isError) return <ErrorState error={sums.error} onRetry={() => void sums.refetch()} />;
  if (!sums.data) {
    return (
      <p className={classes.soft} role="status">
        <Loader size="xs" /> {t('sums.progress', { count: soFar, shown: formatCount(soFar, tag) })}
      </p>
    );
  }
  const { lines } = sums.data;
  return (
    <Panel title={t('sums.title')}>
      {lines.length === 0 ? <p className={classes.soft}>{t('sums.nothing')}</p> : null}
      <FigureRow>
        {lines.map(({ state, amount, count }) => (
          <FigureCard
            key={`${state} ${amount.currency}`}
            label={t(`states.${state}`)}
            value={<Amount value={amount} />}
            note={t('counted', { count })}
          />
        ))}
      </FigureRow>
    </Panel>
  );
}
