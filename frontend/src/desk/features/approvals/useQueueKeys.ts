/** Listens to the keys of the review screen for as long as it is shown. */
import { useEffect, useRef } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { actionOf, type QueueAction } from './queue';

export type QueueActions = Readonly<Record<QueueAction, (() => void) | undefined>>;

/** Actions that are undefined are not possible now: their keys do nothing. */
export function useQueueKeys(actions: QueueActions): void {
  const { direction } = useLanguage();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event, direction);
      const run = action ? latest.current[action] : undefined;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [direction]);
}
