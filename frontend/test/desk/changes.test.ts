import { describe, expect, it } from 'vitest';
import { changesBetween } from '@/desk/lists/changes';

describe('the difference between two records', () => {
  it('names only the fields that changed, with both values', () => {
    const before = { name: 'Anna', limits: { live: 5, demo: 3 } };
    const after = { name: 'Anna', limits: { live: 6, demo: 3 } };
    expect(changesBetween(before, after)).toEqual([
      { path: 'limits.live', before: '5', after: '6' },
    ]);
  });

  it('shows what came and what went', () => {
    expect(changesBetween({ reason: 'fraud' }, { note: 'cleared' })).toEqual([
      { path: 'reason', before: 'fraud', after: undefined },
      { path: 'note', before: undefined, after: 'cleared' },
    ]);
  });

  it('looks into lists', () => {
    expect(changesBetween(['USD'], ['USD', 'EUR'])).toEqual([
      { path: '1', before: undefined, after: 'EUR' },
    ]);
  });

  it('compares plain values', () => {
    expect(changesBetween(5, 6)).toEqual([{ path: '', before: '5', after: '6' }]);
  });

  it('leaves out what only became an empty list, and the emptiness before first entries', () => {
    expect(changesBetween({ nodes: [] }, { nodes: [{ users: [], roles: ['rol_1'] }] })).toEqual([
      { path: 'nodes.0.roles.0', before: undefined, after: 'rol_1' },
    ]);
  });

  it('finds nothing where nothing changed', () => {
    expect(changesBetween({}, {})).toEqual([]);
    expect(changesBetween(null, {})).toEqual([]);
    expect(changesBetween({ tags: [] }, { tags: [] })).toEqual([]);
  });
});
