/** Tries every commission that failed again, some at a time, and says how far it is. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { eachPart } from '@/shared/api/parts';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { toastDone, toastProblem } from '@/shared/ui/toast';
import { useReread } from './useReread';

interface Retried {
  tried: number;
  next_cursor: string | null;
}

export function RetryAll({ list }: { list: readonly unknown[] }) {
  const { t } = useTranslation('commissions');
  const api = useApi();
  const reread = useReread(list);
  const { ofError } = useErrorWords();
  const [tried, setTried] = useState(0);
  const retry = useMutation({
    mutationFn: async () => {
      let count = 0;
      setTried(0);
      await eachPart(
        (cursor) => api.post<Retried>('/api/desk/commissions/retries', { cursor }),
        (part) => {
          count += part.tried;
          setTried(count);
        },
      );
      return count;
    },
    onSuccess: (count) => toastDone(t('retried', { count })),
    onError: (error) => toastProblem(ofError(asApiError(error))),
    onSettled: reread,
  });
  return (
    <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
      {retry.isPending ? t('retrying', { shown: String(tried) }) : t('retry_all')}
    </Button>
  );
}
