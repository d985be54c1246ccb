/** In the order of a ticket's life. */
export const TICKET_STATUSES = ['open', 'in_progress', 'waiting_for_client', 'resolved'] as const;
