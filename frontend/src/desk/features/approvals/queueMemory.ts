/** Remembers, for this tab, which part of the queue somebody was in when they opened a request. */
import type { QueueView } from './requests';

const KEY = 'fairlead.desk.queue';
const TODO: QueueView = { view: 'todo' };

export function rememberQueue(view: QueueView): void {
  sessionStorage.setItem(KEY, JSON.stringify(view));
}

export function rememberedQueue(): QueueView {
  const stored = sessionStorage.getItem(KEY);
  if (!stored) return TODO;
  try {
    return { ...TODO, ...(JSON.parse(stored) as Partial<QueueView>) };
  } catch (problem) {
    if (problem instanceof SyntaxError) return TODO;
    throw problem;
  }
}

/** The list's address for a part of the queue. */
export function queueSearch({ view, type, status }: QueueView) {
  return { view: view === 'todo' ? undefined : view, type, status };
}
