/** What failed and belongs to no single field, above the button that was pressed. */
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { RequestId } from '@/shared/ui/ErrorState';
import { useRemedy } from './remedies';

export function FormProblem({ problem }: { problem: ApiError | null }) {
  const { ofError } = useErrorWords();
  const remedy = useRemedy();
  if (!problem) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
      {ofError(problem)}
      {problem.requestId && problem.status >= 500 ? <RequestId id={problem.requestId} /> : null}
      {remedy(problem)}
    </Alert>
  );
}
