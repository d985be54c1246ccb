import { describe, expect, it } from 'vitest';
import { comparison } from '@/desk/features/staff/comparison';
import { matching } from '@/desk/features/staff/permissions';
import { NO_SCOPE, OWN_MESSAGES } from '@/desk/features/staff/scope';
import { ALL_SHOWN } from '@/desk/features/staff/sensitive';
import type { Role } from '@/desk/records/types';

const role = (id: string, more: Partial<Role>): Role => ({
  id,
  name: id,
  description: '',
  permissions: ['read_clients'],
  scope: NO_SCOPE,
  sensitive_fields: ALL_SHOWN,
  notification_scope: OWN_MESSAGES,
  members: 1,
  system: false,
  created_at: '2026-11-01T10:00:00Z',
  ...more,
});

const CATALOGUE = [
  { code: 'read_clients', group: 'clients' },
  { code: 'suspend_clients', group: 'clients' },
] as const;
const words = (_: string, code: string) => code;

const compared = [
  role('support', { permissions: ['read_clients', 'suspend_clients'] }),
  role('sales', { sensitive_fields: { ...ALL_SHOWN, phone: 'hidden' } }),
];

describe('roles side by side', () => {
  const wanted = { compared, catalogue: [...CATALOGUE], words, sought: '' };

  it('shows what differs: permissions and sensitive fields', () => {
    const sections = comparison({ ...wanted, onlyDifferences: true });
    expect(sections.map(({ lines }) => lines.map(({ code }) => code))).toEqual([
      ['suspend_clients'],
      ['phone'],
    ]);
    expect(sections[0]?.lines[0]?.cells).toEqual([true, false]);
    expect(sections[1]?.lines[0]?.cells).toEqual(['shown', 'hidden']);
  });

  it('shows everything when asked to, and searches in it', () => {
    const all = comparison({ ...wanted, onlyDifferences: false });
    expect(all.flatMap(({ lines }) => lines)).toHaveLength(2 + 6 + 4 + 6);
    const found = comparison({ ...wanted, onlyDifferences: false, sought: ' READ_' });
    expect(found.flatMap(({ lines }) => lines.map(({ code }) => code))).toEqual(['read_clients']);
  });
});

describe('searching permissions', () => {
  const groups = [{ group: 'clients', codes: ['read_clients', 'suspend_clients'] }];
  const named = (code: string) => (code === 'read_clients' ? 'See clients' : 'Suspend clients');

  it('looks at what permissions are called, and leaves out groups with nothing', () => {
    expect(matching(groups, 'susp', named)).toEqual([
      { group: 'clients', codes: ['suspend_clients'] },
    ]);
    expect(matching(groups, 'nothing', named)).toEqual([]);
    expect(matching(groups, '', named)).toEqual(groups);
  });
});
