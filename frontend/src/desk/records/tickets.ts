/** How tickets are called in the back office, for their pages and the client's tab. */
import type { TicketView } from '@/api/desk/types.gen';
import type { Tone } from '@/shared/ui/StatusChip';

export const TICKET_TONES: Readonly<Record<TicketView['status'], Tone>> = {
  open: 'warn',
  in_progress: 'info',
  waiting_for_client: 'neutral',
  resolved: 'good',
};
