/** Asking for a change of an account, for both of its forms. */
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ApplicationView, askForChange, type ChangeBody } from '@/api/portal';
import {
  readChangeableQueryKey,
  readOwnAccountQueryKey,
} from '@/api/portal/@tanstack/react-query.gen';
import { toastDone } from '@/shared/ui/toast';

export const ask = (
  accountId: string,
  body: ChangeBody,
  idempotencyKey: string,
): Promise<ApplicationView> =>
  askForChange({
    path: { account_id: accountId },
    body,
    headers: { 'Idempotency-Key': idempotencyKey },
  });

/** Says what has become of the request, and lets the page read anew. */
export function useAsked(accountId: string, onDone: () => void, said?: string) {
  const { t } = useTranslation('portal-accounts');
  const queries = useQueryClient();
  return () => {
    toastDone(said ?? t('changes.sent'));
    const path = { account_id: accountId };
    void queries.invalidateQueries({ queryKey: readChangeableQueryKey({ path }) });
    void queries.invalidateQueries({ queryKey: readOwnAccountQueryKey({ path }) });
    onDone();
  };
}
