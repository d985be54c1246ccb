/** Which of a page's lists is open, in the address; whom it is about stays when another opens. */
import { useSearchTexts } from '@/shared/router/useSearchTexts';

const KEPT = new Set(['name', 'of', 'first', 'last', 'from', 'to', 'tab']);

export function useTab<T extends string>(names: readonly [T, ...T[]]) {
  const [search, change] = useSearchTexts();
  const tab = names.find((one) => one === search.tab) ?? names[0];
  const open = (next: string | null) => {
    const others = Object.keys(search).filter((name) => !KEPT.has(name));
    change({
      ...Object.fromEntries(others.map((name) => [name, undefined])),
      tab: next && next !== names[0] ? next : undefined,
    });
  };
  return [tab, open] as const;
}
