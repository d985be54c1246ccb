/** A conversation as both applications show it. */
export interface ThreadFile {
  file_id: string;
  file_name: string;
}

export interface ThreadPost {
  id: string;
  at: string;
  /** Who wrote or did it, already in words. */
  who: string;
  /** On the reader's own side. */
  mine: boolean;
  kind: 'message' | 'note' | 'event';
  /** What was written; of an event, what happened in words. */
  text: string;
  files: readonly ThreadFile[];
}

export interface ThreadPages<T> {
  pages: readonly { items: readonly T[] }[];
}

/** Pages of a list that is read newest first, as a conversation runs: the oldest first. */
export const inOrder = <T>(data: ThreadPages<T>): T[] =>
  data.pages.flatMap(({ items }) => items).reverse();
