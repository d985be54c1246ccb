/** Taking an entry off the list: a request that waits is cancelled, anything else deleted. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type DetailsView, deleteDetails, takeBackRequest } from '@/api/portal';
import { listOwnDetailsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { toastDone } from '@/shared/ui/toast';
import { HISTORY_KEY } from './details';

export interface RemoveDialogProps {
  details: DetailsView | null;
  onClose: () => void;
}

export function RemoveDialog({ details, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('portal-withdrawals');
  const queries = useQueryClient();
  const deed = details?.status === 'pending' ? 'cancel' : 'delete';
  const remove = async () => {
    if (!details) return;
    if (deed === 'cancel') {
      await takeBackRequest({ path: { request_id: details.id }, body: { status: 'cancelled' } });
    } else {
      await deleteDetails({ path: { details_id: details.id } });
    }
    await queries.invalidateQueries({ queryKey: listOwnDetailsQueryKey() });
    await queries.invalidateQueries({ queryKey: HISTORY_KEY });
    toastDone(t(deed === 'cancel' ? 'details.cancelled' : 'details.deleted'));
  };
  return (
    <ConfirmDanger
      opened={details !== null}
      onClose={onClose}
      title={t(`details.${deed}_title`)}
      confirmLabel={t(`details.${deed}`)}
      onConfirm={remove}
    >
      {t(`details.${deed}_text`, { label: details?.label ?? '' })}
    </ConfirmDanger>
  );
}
