/** Calls about tier rules, their settlements and what those found. */
import { useQuery } from '@tanstack/react-query';
import type { TierRulesView } from '@/api/desk/types.gen';
import { useRead } from '../../../records/useList';

export const RULES = '/api/desk/tier-rules';
export const OUTCOMES = '/api/desk/tier-outcomes';
export const SETTLEMENTS = '/api/desk/tier-settlements';
export const OUTCOMES_KEY = ['desk', 'tier-outcomes'] as const;
export const SETTLEMENTS_KEY = ['desk', 'tier-settlements'] as const;

export const useRules = () =>
  useQuery({
    ...useRead<TierRulesView>(RULES),
    // While tiers are being settled the page follows.
    refetchInterval: ({ state }) => (state.data?.running_at ? 3000 : false),
  });
