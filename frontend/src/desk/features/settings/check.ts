/** What the browser can tell to be wrong with a setting before the server is asked. */
import { designOf, problemsOfDesign } from '../../designer/design';
import { type Json, kindOf, resolved, type Schema } from './schema';

export type Problem =
  | { code: 'design' }
  | { code: 'required' }
  | { code: 'whole' }
  | { code: 'pattern' }
  | { code: 'json' }
  | { code: 'at_least' | 'at_most'; limit: number }
  | { code: 'longer' | 'shorter'; limit: number }
  | { code: 'more' | 'fewer'; limit: number };

/** Problems by path, e.g. `0.currencies.1.minimum`; empty for the value itself. */
export type Problems = ReadonlyMap<string, Problem>;

function ofNumber(value: Json, schema: Schema, whole: boolean): Problem | null {
  if (typeof value !== 'number' || Number.isNaN(value)) return { code: 'required' };
  if (whole && !Number.isInteger(value)) return { code: 'whole' };
  const { minimum, maximum } = schema;
  if (minimum !== undefined && value < minimum) return { code: 'at_least', limit: minimum };
  if (maximum !== undefined && value > maximum) return { code: 'at_most', limit: maximum };
  return null;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch (problem) {
    // A pattern in a dialect that the browser does not speak is left to the server.
    if (problem instanceof SyntaxError) return true;
    throw problem;
  }
}

function ofText(value: Json, schema: Schema): Problem | null {
  const text = typeof value === 'string' ? value : String(value ?? '');
  const { minLength = 0, maxLength, pattern } = schema;
  if (text.length < minLength) {
    return text === '' ? { code: 'required' } : { code: 'longer', limit: minLength };
  }
  if (maxLength !== undefined && text.length > maxLength) {
    return { code: 'shorter', limit: maxLength };
  }
  if (pattern && !matches(pattern, text)) return { code: text === '' ? 'required' : 'pattern' };
  return null;
}

function ofItems(value: Json, schema: Schema): Problem | null {
  const count = Array.isArray(value) ? value.length : 0;
  const { minItems = 0, maxItems } = schema;
  if (count < minItems) return { code: 'more', limit: minItems };
  return maxItems !== undefined && count > maxItems ? { code: 'fewer', limit: maxItems } : null;
}

export const join = (path: string, name: string | number) =>
  path ? `${path}.${name}` : String(name);

function visit(
  value: Json,
  given: Schema,
  root: Schema,
  path: string,
  found: Map<string, Problem>,
): void {
  const schema = resolved(given, root);
  const kind = kindOf(schema, root);
  const note = (problem: Problem | null) => {
    if (problem) found.set(path, problem);
  };
  if (kind.kind === 'optional') {
    if (value !== null) visit(value, kind.inner, root, path, found);
  } else if (kind.kind === 'number') note(ofNumber(value, schema, kind.whole));
  else if (kind.kind === 'text') note(ofText(value, schema));
  else if (kind.kind === 'translations') {
    const each = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    for (const [language, text] of Object.entries(value ?? {})) {
      visit(text, each, root, join(path, language), found);
    }
  } else if (kind.kind === 'form' || kind.kind === 'form_fields') {
    const design = designOf(value);
    note(problemsOfDesign(design).size > 0 ? { code: 'design' } : null);
  } else if (kind.kind === 'record') {
    const record = value as Record<string, Json>;
    for (const [name, field] of Object.entries(kind.fields)) {
      if (record?.[name] !== undefined) visit(record[name], field, root, join(path, name), found);
      else if (kind.required.includes(name)) found.set(join(path, name), { code: 'required' });
    }
  } else if (Array.isArray(value)) {
    note(ofItems(value, schema));
    if (kind.kind === 'list') {
      value.forEach((item, place) => {
        visit(item, kind.item, root, join(path, place), found);
      });
    }
  }
}

export function problemsOf(value: Json, schema: Schema): Problems {
  const found = new Map<string, Problem>();
  visit(value, schema, schema, '', found);
  return found;
}
