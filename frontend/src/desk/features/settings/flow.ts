/** Approval paths number their publications; nobody should have to count them by hand. */
import type { Json, Schema } from './schema';

type Flow = { version: number; nodes: Json[] };

const isFlow = (value: Json): value is Flow =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  typeof value.version === 'number' &&
  Array.isArray(value.nodes);

/** The value to send: an approval path carries the number after the one in force. */
export function published(value: Json, current: Json): Json {
  if (!isFlow(value)) return value;
  const last = isFlow(current) ? current.version : 0;
  return { ...value, version: last + 1 };
}

/** The fields of a record that people fill in. */
export function fieldsToFill(fields: Readonly<Record<string, Schema>>): [string, Schema][] {
  const counts = 'version' in fields && 'nodes' in fields;
  return Object.entries(fields).filter(([name]) => !(counts && name === 'version'));
}
