/** Plans while they are being written: every amount is the text that was typed. */
import type {
  BasicInput,
  FixedSchemeOutput,
  FlexibleSchemeOutput,
  PlanForm,
  PlanKind,
  PlanVersionView,
  RankStructureOutput,
  SymbolGroupOutput,
} from '@/api/desk/types.gen';

export type Plan = PlanForm['plan'];
export type Rates = 'per_lot' | 'spread' | 'pip' | 'profit' | 'platform_commission';

export interface BasicDraft {
  symbol_group_id: string;
  structure: 'rank' | 'level';
  type: Rates;
  amounts: string[];
  platform_groups: string[];
}

export interface RateDraft {
  symbol_group_id: string;
  type: Rates;
  amount: string;
  platform_groups: string[];
}

export interface PassingDraft {
  most_percent: string;
  least_kept: string;
  onward: boolean;
}

/** What the switch begins with. */
export const NO_PASSING: PassingDraft = { most_percent: '50', least_kept: '0', onward: false };

/** All that any kind of plan has; each kind uses its part. */
export interface Draft {
  name: string;
  tiers: string[];
  server_id: string;
  symbols: string[];
  suffixes: string[];
  aliases: { name: string; symbol: string }[];
  rank_structure_id: string;
  currency: 'usd' | 'account';
  frequency: 'real_time' | 'daily';
  basics: BasicDraft[];
  overriding: string[];
  same_rank: string[];
  rates: RateDraft[];
  /** Null: nothing may be passed on. */
  passing: PassingDraft | null;
}

export const newBasic = (): BasicDraft => ({
  symbol_group_id: '',
  structure: 'rank',
  type: 'per_lot',
  amounts: [],
  platform_groups: [],
});

export const newRate = (): RateDraft => ({
  symbol_group_id: '',
  type: 'per_lot',
  amount: '',
  platform_groups: [],
});

const EMPTY: Draft = {
  name: '',
  tiers: ['', ''],
  server_id: '',
  symbols: [],
  suffixes: [],
  aliases: [],
  rank_structure_id: '',
  currency: 'usd',
  frequency: 'real_time',
  basics: [newBasic()],
  overriding: [],
  same_rank: [],
  rates: [newRate()],
  passing: null,
};

type Stored = Partial<
  RankStructureOutput & SymbolGroupOutput & FixedSchemeOutput & FlexibleSchemeOutput
>;

/** A plan as it stands, to be changed; without one, an empty form. */
export function draftOf(version?: PlanVersionView): Draft {
  return { ...EMPTY, ...((version?.plan ?? {}) as Stored) } as Draft;
}

const filled = (texts: readonly string[]) => texts.map((one) => one.trim()).filter(Boolean);
const numbers = (texts: readonly string[]) => texts.map((one) => one.trim() || '0');

/** A table has exactly one amount per tier; levels have as many as were filled in. */
export function basicOf(basic: BasicDraft, tiers: number): BasicInput {
  const amounts =
    basic.structure === 'rank'
      ? Array.from({ length: tiers }, (_, place) => basic.amounts[place] ?? '')
      : basic.amounts;
  return { ...basic, amounts: numbers(amounts) };
}

/** The plan that a draft stands for. */
export function planOf(kind: PlanKind, draft: Draft, tiers: number): Plan {
  const name = draft.name.trim();
  switch (kind) {
    case 'rank_structure':
      return { name, tiers: filled(draft.tiers) };
    case 'symbol_group':
      return {
        name,
        server_id: draft.server_id,
        symbols: draft.symbols,
        suffixes: draft.suffixes,
        aliases: draft.aliases.filter((one) => one.name.trim() || one.symbol.trim()),
      };
    case 'fixed_scheme':
      return {
        name,
        rank_structure_id: draft.rank_structure_id,
        currency: draft.currency,
        frequency: draft.frequency,
        basics: draft.basics.map((one) => basicOf(one, tiers)),
        overriding: filled(draft.overriding),
        same_rank: filled(draft.same_rank),
      };
    case 'flexible_scheme':
      return {
        name,
        currency: draft.currency,
        frequency: draft.frequency,
        rates: draft.rates.map((one) => ({ ...one, amount: one.amount.trim() || '0' })),
        passing: draft.passing && {
          ...draft.passing,
          most_percent: draft.passing.most_percent.trim() || '0',
          least_kept: draft.passing.least_kept.trim() || '0',
        },
      };
  }
}
