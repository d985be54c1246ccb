/** Adds up what downlines moved and traded, part by part, and says how far it is. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type SumsView, sumUpDownlines } from '@/api/portal';
import { eachPart } from '@/shared/api/parts';
import { addMoney, type Money } from '@/shared/money/money';

export interface Sums {
  people: number;
  veiled: number;
  trades: number;
  /** In ten-thousandths of a lot, as the server counts volume. */
  lots: bigint;
  amounts: ReadonlyMap<string, readonly Money[]>;
}

type Wanted = NonNullable<Parameters<typeof sumUpDownlines>[0]>['query'];

const NOTHING: Sums = { people: 0, veiled: 0, trades: 0, lots: 0n, amounts: new Map() };
const LOT_DECIMALS = 4;

/** Volume in its smallest units: lots come as exact texts. */
function unitsOf(lots: string): bigint {
  const [whole = '0', part = ''] = lots.split('.');
  return BigInt(whole + part.padEnd(LOT_DECIMALS, '0').slice(0, LOT_DECIMALS));
}

export function lotsText(units: bigint): string {
  const digits = units.toString().padStart(LOT_DECIMALS + 1, '0');
  return `${digits.slice(0, -LOT_DECIMALS)}.${digits.slice(-LOT_DECIMALS)}`.replace(/00$/, '');
}

function withPart(before: Sums, part: SumsView): Sums {
  const amounts = new Map(before.amounts);
  for (const { kind, amount } of part.sums) {
    const known = amounts.get(kind) ?? [];
    const same = known.find(({ currency }) => currency === amount.currency);
    amounts.set(
      kind,
      same ? known.map((one) => (one === same ? addMoney(one, amount) : one)) : [...known, amount],
    );
  }
  return {
    people: before.people + part.people,
    veiled: before.veiled + part.veiled,
    trades: before.trades + part.trades,
    lots: before.lots + unitsOf(part.lots),
    amounts,
  };
}

async function allParts(
  wanted: Wanted,
  signal: AbortSignal,
  onPart: (people: number) => void,
): Promise<Sums> {
  let sums = NOTHING;
  await eachPart(
    (cursor) => sumUpDownlines({ query: { ...wanted, cursor }, signal }),
    (part) => {
      sums = withPart(sums, part);
      onPart(sums.people);
    },
  );
  return sums;
}

export function useSums(wanted: Wanted, enabled = true) {
  const [soFar, setSoFar] = useState(0);
  const query = useQuery({
    queryKey: ['portal', 'downlines', 'sums', wanted],
    queryFn: ({ signal }) => allParts(wanted, signal, setSoFar),
    enabled,
  });
  return { ...query, soFar };
}
