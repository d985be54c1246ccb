/** Why a request was refused or ended: the broker's sentence, or words for the system's code. */
import { useTranslation } from 'react-i18next';
import type { RequestView } from '@/api/portal';

type Ended = Pick<RequestView, 'status' | 'reason'>;

export function useReasonText(): (request: Ended) => string {
  const { t, i18n } = useTranslation('portal-requests');
  return ({ status, reason }) => {
    if (!reason) return '';
    const key = `reasons.${reason}`;
    if (status !== 'cancelled' && !i18n.exists(key, { ns: 'portal-requests' })) return reason;
    return i18n.exists(key, { ns: 'portal-requests' }) ? t(key) : t('reasons.other');
  };
}
