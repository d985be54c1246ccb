/** Instants as fields of the browser hold them. */

/** What a `datetime-local` field shows of an instant: the reader's own clock, without a zone. */
export function toLocalText(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}
