/** What a whole list comes to, by kind and currency: added up part by part when it is asked for. */
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { eachPart } from '@/shared/api/parts';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { Amount } from '@/shared/money/Amount';
import { formatCount } from '@/shared/money/format';
import { addMoney, type Money } from '@/shared/money/money';
import { ErrorState } from '@/shared/ui/ErrorState';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Panel } from '@/shared/ui/Panel';
import classes from './SumsInParts.module.css';

/** The sum of what is of one kind in one currency. */
export interface SumLine {
  kind: string;
  amount: Money;
  count: number;
}

/** The sums of some of the list, of how many, and where the next part begins. */
export interface SumPart {
  read: number;
  lines: readonly SumLine[];
  next_cursor: string | null;
}

interface SumsInPartsProps {
  /** What the list is filtered to: other filters are other sums. */
  queryKey: readonly unknown[];
  load: (cursor: string | null, signal: AbortSignal) => Promise<SumPart>;
  words: {
    ask: string;
    title: string;
    nothing: string;
    /** So many have been added up, as a number and as it is written. */
    progress: (count: number, shown: string) => string;
    kind: (kind: string) => string;
    counted: (count: number) => string;
    /** Names what all kinds of a currency come to together, where that means something. */
    together?: string;
  };
  /** A short list is added up unasked; of a long one that is offered. */
  atOnce?: boolean;
}

/** How many parts are read unasked. */
const SHORT = 5;

function withPart(lines: readonly SumLine[], part: SumPart): SumLine[] {
  const after = [...lines];
  for (const one of part.lines) {
    const place = after.findIndex(
      ({ kind, amount }) => kind === one.kind && amount.currency === one.amount.currency,
    );
    const same = after[place];
    if (same) {
      const amount = addMoney(same.amount, one.amount);
      after[place] = { ...same, amount, count: same.count + one.count };
    } else after.push(one);
  }
  return after;
}

/** What all kinds of each currency come to, of currencies that have several. */
function totals(lines: readonly SumLine[]): SumLine[] {
  const sums = new Map<string, SumLine & { kinds: number }>();
  for (const { amount, count } of lines) {
    const before = sums.get(amount.currency);
    sums.set(amount.currency, {
      kind: '',
      amount: before ? addMoney(before.amount, amount) : amount,
      count: (before?.count ?? 0) + count,
      kinds: (before?.kinds ?? 0) + 1,
    });
  }
  return [...sums.values()].filter(({ kinds }) => kinds > 1);
}

async function allParts(
  load: SumsInPartsProps['load'],
  signal: AbortSignal,
  onPart: (read: number) => void,
  partsAtMost: number,
) {
  let lines: SumLine[] = [];
  let read = 0;
  onPart(0);
  const isWhole = await eachPart(
    (cursor) => load(cursor, signal),
    (part) => {
      lines = withPart(lines, part);
      read += part.read;
      onPart(read);
    },
    partsAtMost,
  );
  return isWhole ? lines : null;
}

export function SumsInParts({ queryKey, load, words, atOnce = false }: SumsInPartsProps) {
  const { tag } = useLanguage();
  const [asked, ask] = useState(false);
  const [soFar, setSoFar] = useState(0);
  const sums = useQuery({
    queryKey: [...queryKey, 'sums', asked],
    queryFn: ({ signal }) =>
      allParts(load, signal, setSoFar, asked ? Number.POSITIVE_INFINITY : SHORT),
    enabled: asked || atOnce,
  });
  if (!asked && (!atOnce || sums.data === null)) {
    return (
      <div>
        <Button variant="default" onClick={() => ask(true)}>
          {words.ask}
        </Button>
      </div>
    );
  }
  if (sums.isError) return <ErrorState error={sums.error} onRetry={() => void sums.refetch()} />;
  if (!sums.data) {
    return (
      <p className={classes.soft} role="status">
        <Loader size="xs" /> {words.progress(soFar, formatCount(soFar, tag))}
      </p>
    );
  }
  if (atOnce && sums.data.length === 0) return null;
  const { together = '' } = words;
  return (
    <Panel title={words.title}>
      {sums.data.length === 0 ? <p className={classes.soft}>{words.nothing}</p> : null}
      <FigureRow>
        {sums.data.map(({ kind, amount, count }) => (
          <FigureCard
            key={`${kind} ${amount.currency}`}
            label={words.kind(kind)}
            value={<Amount value={amount} />}
            note={words.counted(count)}
          />
        ))}
        {(together ? totals(sums.data) : []).map(({ amount, count }) => (
          <FigureCard
            key={amount.currency}
            label={together}
            value={<Amount value={amount} />}
            note={words.counted(count)}
          />
        ))}
      </FigureRow>
    </Panel>
  );
}
