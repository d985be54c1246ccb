/** Reads failed commissions and their counts anew after some of them were dealt with. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { COMMISSION_COUNTS } from '../../records/useCommissionCounts';

/** Payments are made after the answer: by then, what fails once more is back in the list. */
const PAID_BY_MS = 5_000;

/** Reads at once, and once more when what was tried again has been paid or has failed. */
export function useReread(list: readonly unknown[]): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => {
    const read = () => {
      void queries.invalidateQueries({ queryKey: COMMISSION_COUNTS });
      return queries.invalidateQueries({ queryKey: list });
    };
    setTimeout(() => void read(), PAID_BY_MS);
    return read();
  }, [queries, list]);
}
