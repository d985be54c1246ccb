/** Has the list as it is filtered written to a file; the Download Centre has it when it is ready. */
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ExportFormat, ExportKind } from '@/api/desk/types.gen';
import { asApiError } from '@/shared/api/ApiError';
import { useIdempotencyKey } from '@/shared/api/useIdempotencyKey';
import { useApi } from '@/shared/auth/context';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useFilterProblems } from '@/shared/table/filterProblems';
import { useFilterSentences } from '@/shared/table/filterSentences';
import type { Filter } from '@/shared/table/types';
import { useTableState } from '@/shared/table/useTableState';
import { useZone } from '@/shared/time/zone';
import { toastDone, toastProblem } from '@/shared/ui/toast';
import { withMoments } from '../records/period';
import { useCan } from '../session';

const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv'];

interface ExportButtonProps {
  kind: ExportKind;
  filters: readonly Filter[];
  /** The list's period is of whole days by the broker's clock, not of moments. */
  inDays?: boolean;
}

export function ExportButton({ kind, filters, inDays = false }: ExportButtonProps) {
  const { t } = useTranslation('desk-words');
  const can = useCan();
  const api = useApi();
  const navigate = useNavigate();
  const { zone } = useZone();
  const { ofError } = useErrorWords();
  const problemsOf = useFilterProblems();
  const sentences = useFilterSentences();
  const { key, renew } = useIdempotencyKey();
  const { filters: set } = useTableState(filters, 'address');
  const ask = useMutation({
    mutationFn: (format: ExportFormat) =>
      api.post(
        '/api/desk/exports',
        { kind, format, filters: inDays ? set : withMoments(set, zone) },
        { idempotencyKey: key },
      ),
    onSuccess: () => {
      renew();
      toastDone(t('export.asked'));
      void navigate({ to: '/exports' as '/' });
    },
    onError: (problem) => {
      // Another format is another intention.
      renew();
      const told = sentences(problemsOf(problem, filters), filters);
      toastProblem(told.length > 0 ? told.join(' ') : ofError(asApiError(problem)));
    },
  });
  if (!can('export_lists')) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          loading={ask.isPending}
        >
          {t('export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => ask.mutate(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
