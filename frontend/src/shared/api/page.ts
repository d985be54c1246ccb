/** The shape of every list the API answers. */
export interface Page<T> {
  items: T[];
  /** Opaque; send it back to get the next page. Null on the last one. */
  next_cursor: string | null;
}
