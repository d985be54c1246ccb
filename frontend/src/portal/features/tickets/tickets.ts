/** A client's tickets: how they stand in words, and what changes when one does. */
import { useQueryClient } from '@tanstack/react-query';
import type { OwnTicketView } from '@/api/portal';
import { readOwnTicketQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import type { Tone } from '@/shared/ui/StatusChip';

export const TONES: Readonly<Record<OwnTicketView['status'], Tone>> = {
  open: 'info',
  in_progress: 'info',
  waiting_for_client: 'warn',
  resolved: 'good',
};

export const TICKETS = ['portal', 'tickets'] as const;
export const postsKey = (id: string) => ['portal', 'ticket-posts', id] as const;
export const ticketOf = (id: string) => ({ path: { ticket_id: id } });

/** After something was done to a ticket: it is known as it stands, its thread is read anew. */
export function useRefreshTicket(id: string) {
  const queries = useQueryClient();
  return (after?: OwnTicketView) => {
    const queryKey = readOwnTicketQueryKey(ticketOf(id));
    if (after) queries.setQueryData(queryKey, after);
    else void queries.invalidateQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: postsKey(id) });
    void queries.invalidateQueries({ queryKey: TICKETS });
  };
}
