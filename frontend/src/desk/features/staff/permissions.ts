/** Permissions under their headings, and ticking them. */
import type { PermissionView } from '../../records/types';

export interface PermissionGroup {
  group: string;
  codes: string[];
}

/** In the order of the server's catalogue. */
export function groupPermissions(catalogue: readonly PermissionView[]): PermissionGroup[] {
  const groups = new Map<string, string[]>();
  for (const { code, group } of catalogue) {
    groups.set(group, [...(groups.get(group) ?? []), code]);
  }
  return [...groups].map(([group, codes]) => ({ group, codes }));
}

/** The held permissions after ticking or unticking `codes`. */
export function withTicked(
  held: readonly string[],
  codes: readonly string[],
  ticked: boolean,
): string[] {
  const rest = held.filter((code) => !codes.includes(code));
  return (ticked ? [...rest, ...codes] : rest).sort();
}

/** The groups with what `sought` is part of the name of; all of them when nothing is sought. */
export function matching(
  groups: readonly PermissionGroup[],
  sought: string,
  named: (code: string) => string,
): PermissionGroup[] {
  const wanted = sought.trim().toLocaleLowerCase();
  return groups
    .map(({ group, codes }) => ({
      group,
      codes: codes.filter((code) => named(code).toLocaleLowerCase().includes(wanted)),
    }))
    .filter(({ codes }) => codes.length > 0);
}
