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

/** Empty lists, records and absent values are all the same to a reader. */
const isNothing = (text: string | undefined): boolean =>
  text === undefined || text === '' || text === '[]' || text === EMPTY || text === 'null';

/** An empty list or record that has got entries, or lost all: the entries say so by themselves. */
function isFilledIn(path: string, ...sides: Map<string, string>[]): boolean {
  const texts = sides.map((side) => side.get(path));
  if (!texts.some((text) => text === '[]' || text === EMPTY)) return false;
  return sides.some((side) => [...side.keys()].some((other) => other.startsWith(`${path}.`)));
}

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
    .filter((change) => !isNothing(change.before) || !isNothing(change.after))
    .filter((change) => change.before !== change.after)
    .filter(({ path }) => !isFilledIn(path, old, fresh));
}
