/** Approval paths are numbered by their publication, so their own number is nobody's to fill in. */
import type { Schema } from './schema';

/** The fields of a record that people fill in. */
export function fieldsToFill(fields: Readonly<Record<string, Schema>>): [string, Schema][] {
  const counts = 'version' in fields && 'nodes' in fields;
  return Object.entries(fields).filter(([name]) => !(counts && name === 'version'));
}
