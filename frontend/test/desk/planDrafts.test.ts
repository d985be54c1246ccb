import { describe, expect, it } from 'vitest';
import { draftOf, newBasic, newRate, planOf } from '@/desk/features/partners/drafts';

describe('drafts of commission plans', () => {
  it('have one amount for each tier of the structure, whatever was typed before', () => {
    const basic = { ...newBasic(), symbol_group_id: 'sgr_1', amounts: ['1', ' 2 ', '3'] };
    const draft = { ...draftOf(), name: ' Standard ', rank_structure_id: 'rnk_1', basics: [basic] };
    expect(planOf('fixed_scheme', draft, 2)).toMatchObject({
      name: 'Standard',
      basics: [{ amounts: ['1', '2'] }],
    });
    expect(planOf('fixed_scheme', draft, 4)).toMatchObject({
      basics: [{ amounts: ['1', '2', '3', '0'] }],
    });
  });

  it('have as many levels as were filled in', () => {
    const basic = { ...newBasic(), structure: 'level' as const, amounts: ['3', ''] };
    expect(planOf('fixed_scheme', { ...draftOf(), basics: [basic] }, 5)).toMatchObject({
      basics: [{ structure: 'level', amounts: ['3', '0'] }],
    });
  });

  it('leave out empty lines, and send what was begun for the server to refuse', () => {
    const draft = {
      ...draftOf(),
      tiers: ['Bronze', ' ', 'Gold '],
      aliases: [
        { name: 'GOLD', symbol: 'XAUUSD' },
        { name: 'OIL', symbol: '' },
        { name: ' ', symbol: '' },
      ],
    };
    expect(planOf('rank_structure', draft, 0)).toEqual({ name: '', tiers: ['Bronze', 'Gold'] });
    expect(planOf('symbol_group', draft, 0)).toMatchObject({
      aliases: [
        { name: 'GOLD', symbol: 'XAUUSD' },
        { name: 'OIL', symbol: '' },
      ],
    });
    const rates = [{ ...newRate(), amount: ' 2.5 ' }, newRate()];
    expect(planOf('flexible_scheme', { ...draftOf(), rates }, 0)).toMatchObject({
      rates: [{ amount: '2.5' }, { amount: '0' }],
    });
  });
});
