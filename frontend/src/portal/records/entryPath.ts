/**
 * The address of a ledger entry. The id stands in the query: it has dots, and a last part of a
 * path with a dot is taken for a file by whoever serves the pages.
 */
export const entryPath = (id: string): string => `/funds/entry?id=${encodeURIComponent(id)}`;
