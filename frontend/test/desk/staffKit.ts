/** A desk with members of staff. */
import { HttpResponse, http } from 'msw';
import type { Member } from '@/desk/records/types';
import { server } from '../kit/server';

export const member = (id: string, name: string, change: Partial<Member> = {}): Member => ({
  id,
  name,
  email: `${name.toLowerCase()}@broker.example`,
  role: { id: 'rol_1', name: 'Sales' },
  supervisor: null,
  active: true,
  suspended: false,
  must_change_password: false,
  last_login_at: null,
  created_at: '2026-01-01T00:00:00Z',
  ...change,
});

/** Answers the list of members, and what the page reads beside it. */
export function staffServed(members: readonly Member[]): void {
  server.use(
    http.get('*/api/desk/staff', () => HttpResponse.json({ items: members, next_cursor: null })),
    http.get('*/api/desk/roles', () => HttpResponse.json({ items: [], next_cursor: null })),
    http.get('*/api/desk/views/*', () => HttpResponse.json({ items: [] })),
  );
}
