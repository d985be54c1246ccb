/** What the server refuses of a plan, at the field that it is about. */
import { createContext, useContext } from 'react';
import type { ApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { PLAN_KINDS } from './plans';

export const PlanProblem = createContext<ApiError | null>(null);

/** Where the form shows it: the server says `plan.fixed_scheme.basics.0.amounts` or `basics.0.…`. */
export function placeOf(field: string): string {
  const path = field.split('.');
  if (path[0] !== 'plan') return field;
  return path.slice((PLAN_KINDS as readonly string[]).includes(path[1] ?? '') ? 2 : 1).join('.');
}

/** The words at a field, those of what lies within it too when `within`. */
export function useFieldError() {
  const problem = useContext(PlanProblem);
  const { ofField } = useErrorWords();
  return (place: string, within = false): string | undefined => {
    const found = problem?.fieldProblems.find(({ field }) => {
      const at = placeOf(field);
      return at === place || (within && at.startsWith(`${place}.`));
    });
    return problem && found ? ofField(found.problem, problem, found.facts) : undefined;
  };
}
