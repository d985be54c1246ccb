import { describe, expect, it } from 'vitest';
import { lotsText } from '@/portal/features/downlines/useSums';
import { about, where } from '@/portal/features/downlines/where';
import { eachPart } from '@/shared/api/parts';

describe('sums over downlines', () => {
  it('writes lots with two decimals, or with as many as they need', () => {
    expect(lotsText(0n)).toBe('0.00');
    expect(lotsText(12_500n)).toBe('1.25');
    expect(lotsText(5n)).toBe('0.0005');
    expect(lotsText(10_000n)).toBe('1.00');
  });

  it('asks for one part after the other until there are no more', async () => {
    const parts = { first: 'second', second: 'third', third: null } as const;
    const asked: (string | null)[] = [];
    const taken: (string | null)[] = [];
    await eachPart(
      async (cursor) => {
        asked.push(cursor);
        return { next_cursor: parts[(cursor ?? 'first') as keyof typeof parts] };
      },
      ({ next_cursor: next }) => taken.push(next),
    );
    expect(asked).toEqual([null, 'second', 'third']);
    expect(taken).toEqual(['second', 'third', null]);
  });

  it('stops at the first part that fails', async () => {
    const failing = async () => {
      throw new Error('away');
    };
    await expect(eachPart(failing, () => undefined)).rejects.toThrow('away');
  });
});

describe('which downlines are meant', () => {
  it('asks for levels as numbers, and for one client alone by level 0', () => {
    expect(where({ first: '2', last: '3' })).toEqual({ of: undefined, first: 2, last: 3 });
    const search = Object.fromEntries(new URLSearchParams(about('10000001')));
    expect(where(search)).toEqual({ of: '10000001', first: 0, last: 0 });
  });
});
