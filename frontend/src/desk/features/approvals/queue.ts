/** Moving through the queue: which request comes next, and what each key does. */

interface InQueue {
  id: string;
}

export interface Neighbours {
  /** Counted from one; null when the request is not in the queue, e.g. opened by a link. */
  position: number | null;
  previous: string | null;
  next: string | null;
}

/** A request that is not in the queue is followed by the queue's first. */
export function neighboursOf(queue: readonly InQueue[], id: string): Neighbours {
  const place = queue.findIndex((one) => one.id === id);
  if (place < 0) return { position: null, previous: null, next: queue[0]?.id ?? null };
  return {
    position: place + 1,
    previous: queue[place - 1]?.id ?? null,
    next: queue[place + 1]?.id ?? null,
  };
}

/** Where to go once a request is decided: on, else back to what was skipped, else nowhere. */
export function afterDeciding(queue: readonly InQueue[], id: string): string | null {
  const { next, previous } = neighboursOf(queue, id);
  return next ?? previous;
}

export type QueueAction =
  | 'next'
  | 'previous'
  | 'approve'
  | 'reject'
  | 'files'
  | 'next_file'
  | 'previous_file'
  | 'tick'
  | 'help';

const KEYS: Readonly<Record<string, QueueAction>> = {
  j: 'next',
  k: 'previous',
  a: 'approve',
  r: 'reject',
  f: 'files',
  n: 'next_file',
  p: 'previous_file',
  x: 'tick',
  '?': 'help',
};

const TYPING =
  'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented' | 'repeat'
>;

/** Whether a key was pressed for the page: by nobody who types, and with no modifier held. */
export function isForThePage(press: Omit<KeyPress, 'key' | 'repeat'>): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey || press.defaultPrevented) return false;
  return !(press.target instanceof Element && press.target.closest(TYPING));
}

/** What a key press asks for. Nothing while somebody types, or with a modifier held. */
export function actionOf(press: KeyPress, direction: 'ltr' | 'rtl'): QueueAction | null {
  if (!isForThePage(press)) return null;
  const forward = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backward = direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  if (press.key === forward) return 'next';
  if (press.key === backward) return 'previous';
  const action = KEYS[press.key.toLowerCase()] ?? null;
  // A key held down walks through the queue, but decides nothing.
  return press.repeat && action !== 'next' && action !== 'previous' ? null : action;
}
