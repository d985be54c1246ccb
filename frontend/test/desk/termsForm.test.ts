import { describe, expect, it } from 'vitest';
import { formOf } from '@/desk/features/clients/TermsDialog';

const BEFORE = {
  fixed: 'fix_1',
  tier: '2',
  flexible: 'none',
  resets: false,
  day: '',
  comment: '',
};

describe('changing the terms of an introducing broker', () => {
  it('sends nothing that was left alone', () => {
    expect(formOf(BEFORE, { ...BEFORE, comment: ' well done ' }, 'UTC')).toEqual({
      comment: 'well done',
      resets_tiers: false,
    });
  });

  it('takes a tier and a scheme away by their words for none', () => {
    const after = { ...BEFORE, fixed: 'none', tier: 'none', resets: true };
    expect(formOf(BEFORE, after, 'UTC')).toMatchObject({
      fixed_scheme_id: '',
      tier: 0,
      resets_tiers: true,
    });
  });

  it('counts from the beginning of the day in the broker’s zone', () => {
    const after = { ...BEFORE, tier: '3', day: '2026-03-01' };
    expect(formOf(BEFORE, after, 'UTC')).toMatchObject({
      tier: 3,
      effective_at: '2026-03-01T00:00:00.000Z',
    });
  });
});
