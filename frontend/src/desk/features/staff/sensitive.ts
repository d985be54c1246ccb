/** Sensitive fields of clients, and how much of each the holders of a role see. */
import type { Role } from '../../records/types';

export type Sensitive = Role['sensitive_fields'];
export type SensitiveField = keyof Sensitive;
export type Showing = Sensitive[SensitiveField];

export const SENSITIVE_FIELDS = [
  'email',
  'phone',
  'nationality',
  'ip_address',
  'identity',
  'withdrawal_details',
] as const satisfies readonly SensitiveField[];

export const SHOWINGS = ['shown', 'partly', 'hidden'] as const satisfies readonly Showing[];

export const ALL_SHOWN = Object.fromEntries(
  SENSITIVE_FIELDS.map((field) => [field, 'shown']),
) as Record<SensitiveField, Showing>;
