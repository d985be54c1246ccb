import { describe, expect, it } from 'vitest';
import { teamOf } from '@/desk/features/staff/team';
import type { Member } from '@/desk/records/types';

const member = (id: string, under?: string) =>
  ({ id, name: id, supervisor: under ? { id: under, name: under } : null }) as Member;

const shape = (places: ReturnType<typeof teamOf>): unknown =>
  places.map(({ member: { id }, reports, below }) => [id, below, shape(reports)]);

describe('the team', () => {
  it('stands below whom each reports to, and counts everybody below', () => {
    const team = teamOf([member('ann'), member('bea', 'ann'), member('cid', 'bea'), member('dan')]);
    expect(shape(team)).toEqual([
      ['ann', 2, [['bea', 1, [['cid', 0, []]]]]],
      ['dan', 0, []],
    ]);
  });

  it('puts at the top whose superior is not known', () => {
    expect(shape(teamOf([member('bea', 'gone')]))).toEqual([['bea', 0, []]]);
  });
});
