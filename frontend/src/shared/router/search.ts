/**
 * Search parameters as plain text: `?status=pending&q=anna`. The router's own JSON form would
 * quote every number that looks like one, which makes addresses that nobody can read or type.
 */
export type SearchTexts = Record<string, string | undefined>;

export function parseSearch(search: string): SearchTexts {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
