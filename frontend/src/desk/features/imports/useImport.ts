/** A file on its way: written, reviewed, begun. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReviewedSheetView } from '@/api/desk/types.gen';
import { useAttempt } from '@/shared/api/useAttempt';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';

/** `jobs` is where the page of a job is that `path` begins. */
export function useImport(path: string, jobs = '/clients/jobs') {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const [reviewed, setReviewed] = useState<ReviewedSheetView | null>(null);
  const { busy, problem, attempt } = useAttempt();
  return {
    reviewed,
    busy,
    problem,
    review: (body: object) =>
      attempt(async () => {
        setReviewed(await api.post<ReviewedSheetView>(`${path}/reviews`, body));
        // What is begun after another look is another intention.
        renew();
      }),
    again: () => setReviewed(null),
    start: (body: object) =>
      attempt(async () => {
        const job = await api.post<{ id: string }>(path, body, { idempotencyKey: key });
        void queries.invalidateQueries({ queryKey: ['desk', 'client-jobs'] });
        void queries.invalidateQueries({ queryKey: ['desk', 'batches'] });
        await navigate({ to: `${jobs}/${job.id}` });
      }),
  };
}

export type Import = ReturnType<typeof useImport>;
