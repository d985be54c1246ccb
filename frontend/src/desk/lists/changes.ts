/** The difference between two JSON values, field by field. */

export interface Change {
  /** Where in the value, e.g. `currencies.0.minimum`; empty for the whole value. */
  path: string;
  /** As text; undefined when the field was not there. */
  before: string | undefined;
  after: string | undefined;
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function leaves(value: unknown, path: string, found: Map<string, string>): Map<string, string> {
  if (!isBranch(value)) {
    if (value !== undefined) {
      found.set(path, typeof value === 'string' ? value : JSON.stringify(value));
    }
    return found;
  }
  for (const [name, part] of Object.entries(value)) {
    leaves(part, path ? `${path}.${name}` : name, found);
  }
  return found;
}

const EMPTY = '{}';

/** Only what differs, in the order of the fields. An empty record on one side counts as nothing. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const sides = [before, after].map((side) => {
    const found = leaves(side, '', new Map());
    if (found.get('') === EMPTY || found.get('') === 'null') found.delete('');
    return found;
  });
  const [old, fresh] = sides as [Map<string, string>, Map<string, string>];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }))
    .filter((change) => change.before !== change.after);
}
