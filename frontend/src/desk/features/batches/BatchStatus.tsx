/** How far a batch is, as a chip. */
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/shared/ui/StatusChip';
import type { Batch } from '../../records/types';

const TONES: Record<Batch['status'], Tone> = {
  running: 'info',
  finished: 'good',
  cancelled: 'neutral',
};

export function BatchStatus({ status }: { status: Batch['status'] }) {
  const { t } = useTranslation('desk-batches');
  return <Chip tone={TONES[status]}>{t(`status.${status}`)}</Chip>;
}
