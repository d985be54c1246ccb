import { describe, expect, it } from 'vitest';
import { groupPermissions, withTicked } from '@/desk/features/staff/permissions';
import { whatChanged } from '@/desk/features/staff/staff';
import type { Member } from '@/desk/records/types';

const MEMBER: Member = {
  id: 'stf_1',
  name: 'Anna',
  email: 'anna@broker.example',
  role: { id: 'rol_1', name: 'Support' },
  supervisor: { id: 'stf_2', name: 'Ben' },
  active: true,
  suspended: false,
  must_change_password: false,
  created_at: '2026-11-01T10:00:00Z',
  last_login_at: null,
};

describe('the permission matrix', () => {
  it('keeps the order of the catalogue in its groups', () => {
    const groups = groupPermissions([
      { code: 'read_clients', group: 'clients' },
      { code: 'read_staff', group: 'staff' },
      { code: 'suspend_clients', group: 'clients' },
    ]);
    expect(groups).toEqual([
      { group: 'clients', codes: ['read_clients', 'suspend_clients'] },
      { group: 'staff', codes: ['read_staff'] },
    ]);
  });

  it('ticks once, unticks, and leaves other groups alone', () => {
    expect(withTicked(['read_staff'], ['read_clients', 'read_staff'], true)).toEqual([
      'read_clients',
      'read_staff',
    ]);
    expect(withTicked(['read_clients', 'read_staff'], ['read_clients'], false)).toEqual([
      'read_staff',
    ]);
  });
});

describe('changing a member', () => {
  it('sends only what differs, so that people may correct their own name', () => {
    const wanted = {
      name: 'Anna Lee',
      role_id: 'rol_1',
      supervisor_id: 'stf_2',
      must_change_password: false,
    };
    expect(whatChanged(MEMBER, wanted)).toEqual({ name: 'Anna Lee' });
  });

  it('takes a supervisor away with a null', () => {
    const wanted = {
      name: 'Anna',
      role_id: 'rol_1',
      supervisor_id: null,
      must_change_password: false,
    };
    expect(whatChanged(MEMBER, wanted)).toEqual({ supervisor_id: null });
  });
});
