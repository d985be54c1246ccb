/** Payouts through a provider, as the desk asks for them. */
import type { InspectedPayoutView, PayoutView } from '@/api/desk/types.gen';
import type { Tone } from '@/shared/ui/StatusChip';

export const PAYOUTS = ['desk', 'payouts'] as const;
export const PAYOUTS_PATH = '/api/desk/payouts';
export const payoutPath = (id: string) => `${PAYOUTS_PATH}/${encodeURIComponent(id)}`;

export type Stage = PayoutView['stage'];

export const TONES: Readonly<Record<Stage, Tone>> = {
  awaiting_confirmation: 'warn',
  ordering: 'info',
  in_progress: 'info',
  completed: 'good',
  cancelled: 'bad',
  refused: 'bad',
  stopped: 'neutral',
  paid_after_refund: 'bad',
};

const UNDER_WAY: readonly Stage[] = ['ordering', 'in_progress'];
const CONFIRMABLE: readonly Stage[] = ['awaiting_confirmation', 'cancelled', 'refused'];

export const isUnderWay = (stage: Stage): boolean => UNDER_WAY.includes(stage);
export const isConfirmable = (stage: Stage): boolean => CONFIRMABLE.includes(stage);

/** Whether the button may be pressed: the server refuses the same. */
export const canConfirm = (payout: InspectedPayoutView): boolean =>
  payout.why_not === null && payout.funds?.enough === true;
