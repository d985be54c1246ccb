/** Saves a whole list, as it is filtered, as a file of comma-separated values. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useErrorWords } from '@/shared/errors/useErrorWords';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { saveText } from '@/shared/ui/saveText';
import { toastDone, toastProblem } from '@/shared/ui/toast';
import { csvOf } from './csv';
import type { DataTableProps, TableQuery } from './types';

const PAGE = 200;
const AT_MOST = 10_000;

interface DownloadButtonProps<T> extends Pick<DataTableProps<T>, 'load'> {
  download: NonNullable<DataTableProps<T>['download']>;
  query: TableQuery;
}

export function DownloadButton<T>({ download, load, query }: DownloadButtonProps<T>) {
  const { t } = useTranslation('common');
  const { ofError } = useErrorWords();
  const { tag } = useLanguage();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { rows, isWhole } = await everything(load, query);
      const heads = download.columns.map(({ header }) => header);
      const lines = rows.map((row) => download.columns.map(({ text }) => text(row)));
      saveText(download.name, csvOf([heads, ...lines]));
      if (!isWhole) toastDone(t('table.downloaded_part', { limit: formatCount(AT_MOST, tag) }));
    } catch (error) {
      toastProblem(ofError(asApiError(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Tooltip label={t('table.download')}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('table.download')}
        loading={busy}
        onClick={() => void save()}
      >
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The rows of all pages, as far as a file may go. */
async function everything<T>(load: DataTableProps<T>['load'], query: TableQuery) {
  const rows: T[] = [];
  const { signal } = new AbortController();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof load>> = await load(
      { ...query, cursor, limit: PAGE },
      signal,
    );
    rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && rows.length < AT_MOST);
  return { rows: rows.slice(0, AT_MOST), isWhole: cursor === null && rows.length <= AT_MOST };
}
