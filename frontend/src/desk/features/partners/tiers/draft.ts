/** A tier rule while it is being written: every amount is the text that was typed. */
import type { TierRuleForm, TierRuleView } from '@/api/desk/types.gen';

export interface GoalDraft {
  currency: string;
  total: string;
  per_branch: string;
}

export interface OwnDraft {
  currency: string;
  amount: string;
}

/** What one tier asks; a tier whose draft is empty is not in the rule. */
export interface TierDraft {
  joined: 'and' | 'or';
  deposits: GoalDraft[];
  own_deposits: OwnDraft[];
  lots: string;
  active_clients: string;
}

export interface RuleDraft {
  structure_id: string;
  name: string;
  method: 'automatic' | 'manual';
  enabled: boolean;
  months: string;
  demotes: boolean;
  spared: string[];
  /** By tier: the first is that of the second tier, for the lowest asks nothing. */
  tiers: Record<number, TierDraft>;
}

export const NO_TIER: TierDraft = {
  joined: 'and',
  deposits: [],
  own_deposits: [],
  lots: '',
  active_clients: '',
};

export function draftOf(rule?: TierRuleView): RuleDraft {
  return {
    structure_id: rule?.structure_id ?? '',
    name: rule?.name ?? '',
    method: rule?.method ?? 'automatic',
    enabled: rule?.enabled ?? true,
    months: String(rule?.months ?? 0),
    demotes: rule?.demotes ?? false,
    spared: rule?.spared ?? [],
    tiers: Object.fromEntries(
      (rule?.tiers ?? []).map((one) => [
        one.tier,
        {
          joined: one.joined,
          deposits: one.deposits.map((goal) => ({ ...goal, per_branch: goal.per_branch ?? '' })),
          own_deposits: one.own_deposits,
          lots: one.lots === '0' ? '' : one.lots,
          active_clients: one.active_clients ? String(one.active_clients) : '',
        },
      ]),
    ),
  };
}

const isAsked = (draft: TierDraft) =>
  draft.deposits.length > 0 ||
  draft.own_deposits.length > 0 ||
  draft.lots.trim() !== '' ||
  draft.active_clients.trim() !== '';

/** The tiers that ask something, in the order in which the form sends them. */
export const askedTiers = ({ tiers }: RuleDraft): number[] =>
  Object.entries(tiers)
    .filter(([, draft]) => isAsked(draft))
    .map(([tier]) => Number(tier))
    .sort((one, other) => one - other);

const whole = (text: string) => Number.parseInt(text, 10) || 0;

/** The rule that a draft stands for, in place of the one with the number `expected`. */
export function ruleOf(draft: RuleDraft, expected: number): TierRuleForm {
  return {
    name: draft.name.trim(),
    method: draft.method,
    enabled: draft.enabled,
    months: whole(draft.months),
    demotes: draft.demotes,
    spared: draft.spared,
    expected,
    tiers: askedTiers(draft).map((tier) => {
      const one = draft.tiers[tier] ?? NO_TIER;
      return {
        tier,
        joined: one.joined,
        deposits: one.deposits.map((goal) => ({ ...goal, per_branch: goal.per_branch || null })),
        own_deposits: one.own_deposits,
        lots: one.lots.trim() || '0',
        active_clients: whole(one.active_clients),
      };
    }),
  };
}
