/** Reads and changes the address's search parameters, for state that a link should carry. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { SearchTexts } from './search';

export function useSearchTexts(): [SearchTexts, (change: SearchTexts) => void] {
  const current = useSearch({ strict: false }) as SearchTexts;
  const navigate = useNavigate();
  const change = useCallback(
    (next: SearchTexts) => {
      void navigate({
        to: '.',
        search: ((previous: SearchTexts) => ({ ...previous, ...next })) as never,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [current, change];
}
