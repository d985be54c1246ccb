/** Countries by their names in the reader's language. */
import { useCallback } from 'react';
import { useLanguage } from './useLanguage';

const regions = new Map<string, Intl.DisplayNames>();

/** A country's name from its ISO code; a dash where none is known, what is masked as it came. */
export function useCountryName(): (code: string) => string {
  const { tag } = useLanguage();
  return useCallback(
    (code) => {
      if (!/^[A-Z]{2}$/.test(code)) return code || '—';
      let names = regions.get(tag);
      if (!names) {
        names = new Intl.DisplayNames(tag, { type: 'region' });
        regions.set(tag, names);
      }
      return names.of(code) ?? code;
    },
    [tag],
  );
}
