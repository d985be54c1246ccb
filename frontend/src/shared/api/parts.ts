/** Answers that come in parts, each with where the next begins, such as sums over very many. */

export interface Part {
  next_cursor: string | null;
}

/** Asks for part after part, at most so many, and hands each on; whether those were all. */
export async function eachPart<P extends Part>(
  load: (cursor: string | null) => Promise<P>,
  take: (part: P) => void,
  atMost = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  let cursor: string | null = null;
  let asked = 0;
  do {
    const part: P = await load(cursor);
    take(part);
    cursor = part.next_cursor;
    asked += 1;
  } while (cursor !== null && asked < atMost);
  return cursor === null;
}
