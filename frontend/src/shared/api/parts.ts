/** Answers that come in parts, each with where the next begins, such as sums over very many. */

export interface Part {
  next_cursor: string | null;
}

/** Asks for one part after the other until there are no more, and hands each on. */
export async function eachPart<P extends Part>(
  load: (cursor: string | null) => Promise<P>,
  take: (part: P) => void,
): Promise<void> {
  let cursor: string | null = null;
  do {
    const part: P = await load(cursor);
    take(part);
    cursor = part.next_cursor;
  } while (cursor !== null);
}
