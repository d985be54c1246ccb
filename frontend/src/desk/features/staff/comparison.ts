/** What a table of roles side by side has in it. */
import type { PermissionView, Role } from '../../records/types';
import type { Words } from '../../records/words';
import { groupPermissions } from './permissions';
import { NOTIFICATION_SCOPES, SCOPES } from './scope';
import { SENSITIVE_FIELDS } from './sensitive';

/** One line: what it is about, and per role whether it holds, or how much is shown. */
export interface Line {
  code: string;
  label: string;
  cells: (boolean | string)[];
}

export interface Section {
  heading: string;
  lines: Line[];
}

interface Wanted {
  compared: readonly Role[];
  catalogue: readonly PermissionView[];
  words: Words;
  sought: string;
  onlyDifferences: boolean;
}

export function comparison({ compared, catalogue, words, sought, onlyDifferences }: Wanted) {
  const part = sought.trim().toLocaleLowerCase();
  const shown = ({ label, cells }: Line) =>
    label.toLocaleLowerCase().includes(part) && (!onlyDifferences || new Set(cells).size > 1);
  return sectionsOf(compared, catalogue, words)
    .map(({ heading, lines }) => ({ heading, lines: lines.filter(shown) }))
    .filter(({ lines }) => lines.length > 0);
}

function sectionsOf(
  roles: readonly Role[],
  catalogue: readonly PermissionView[],
  words: Words,
): Section[] {
  const permissions = groupPermissions(catalogue).map(({ group, codes }) => ({
    heading: words('permission_group', group),
    lines: codes.map((code) => ({
      code,
      label: words('permission', code),
      cells: roles.map((role) => (role.permissions as string[]).includes(code)),
    })),
  }));
  const scope = SCOPES.map((code) => ({
    code,
    label: words('scope', code),
    cells: roles.map((role) => role.scope[code]),
  }));
  const messages = NOTIFICATION_SCOPES.map((code) => ({
    code,
    label: words('notification_scope', code),
    cells: roles.map((role) => role.notification_scope[code]),
  }));
  const fields = SENSITIVE_FIELDS.map((code) => ({
    code,
    label: words('sensitive_field', code),
    cells: roles.map((role) => words('showing', role.sensitive_fields[code] ?? 'shown')),
  }));
  return [
    ...permissions,
    { heading: words('fact', 'data_scope'), lines: scope },
    { heading: words('fact', 'notification_scope'), lines: messages },
    { heading: words('fact', 'sensitive_fields'), lines: fields },
  ];
}
