import { describe, expect, it } from 'vitest';
import { askedTiers, draftOf, NO_TIER, ruleOf } from '@/desk/features/partners/tiers/draft';

const goal = { currency: 'USD', total: '100.00', per_branch: '' };

describe('a tier rule as it is written', () => {
  it('sends the tiers that ask something, the lowest first', () => {
    const draft = {
      ...draftOf(),
      name: ' Growth ',
      tiers: {
        4: { ...NO_TIER, lots: '10.5' },
        3: NO_TIER,
        2: { ...NO_TIER, deposits: [goal] },
      },
    };
    expect(askedTiers(draft)).toEqual([2, 4]);
    const rule = ruleOf(draft, 7);
    expect(rule.name).toBe('Growth');
    expect(rule.expected).toBe(7);
    expect(rule.tiers?.map(({ tier, lots }) => [tier, lots])).toEqual([
      [2, '0'],
      [4, '10.5'],
    ]);
    expect(rule.tiers?.[0]?.deposits?.[0]?.per_branch).toBeNull();
  });

  it('reads what it has sent', () => {
    const draft = draftOf({
      structure_id: 'rnk_1',
      structure_name: 'Metals',
      structure_tiers: ['Bronze', 'Silver'],
      name: 'Growth',
      method: 'manual',
      enabled: false,
      months: 3,
      demotes: true,
      spared: ['10000001'],
      tiers: [
        {
          tier: 2,
          joined: 'or',
          deposits: [{ currency: 'USD', total: '100.00', per_branch: '20.00' }],
          own_deposits: [],
          lots: '0',
          active_clients: 4,
        },
      ],
      number: 2,
      changed_at: null,
      by_name: 'Olivia',
    });
    const rule = ruleOf(draft, 2);
    expect(rule.tiers?.[0]).toEqual({
      tier: 2,
      joined: 'or',
      deposits: [{ currency: 'USD', total: '100.00', per_branch: '20.00' }],
      own_deposits: [],
      lots: '0',
      active_clients: 4,
    });
    expect([rule.method, rule.enabled, rule.months, rule.demotes]).toEqual([
      'manual',
      false,
      3,
      true,
    ]);
  });
});
