/** Handing a member's clients to somebody else, which a job does one client after the other. */
import { useRef } from 'react';
import type { Page } from '@/shared/api/page';
import { useApi } from '@/shared/auth/context';
import type { ClientRow, Member } from '../../records/types';

const LOOKS = 15;
const BETWEEN_MS = 2000;

export function useHandOver(member: Member) {
  const api = useApi();
  // One key per successor: asked again, the same hand-over is not begun a second time.
  const keys = useRef(new Map<string, string>());
  const hand = async (successor: string) => {
    const key = keys.current.get(successor) ?? crypto.randomUUID();
    keys.current.set(successor, key);
    await api.post(
      '/api/desk/client-jobs',
      { assign: { owner_id: successor }, filter: { owner: member.id } },
      { idempotencyKey: key },
    );
  };
  /** Waits until no client is left, for half a minute at most: then the server says what is. */
  const handed = async () => {
    for (let look = 0; look < LOOKS; look += 1) {
      const query = { owner: member.id, limit: 1 };
      const left = await api.get<Page<ClientRow>>('/api/desk/clients', { query });
      if (left.items.length === 0) return;
      await new Promise((done) => setTimeout(done, BETWEEN_MS));
    }
  };
  return { hand, handed };
}
