/** Files that were written for somebody: a list of them, and fetching one by a link of a minute. */
import { Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import classes from './Files.module.css';

interface FileListProps<T> {
  items: readonly T[];
  children: (item: T) => ReactNode;
}

export function FileList<T extends { id: string }>({ items, children }: FileListProps<T>) {
  return (
    <ul className={classes.files}>
      {items.map((one) => (
        <li key={one.id} className={classes.file}>
          {children(one)}
        </li>
      ))}
    </ul>
  );
}

interface FetchFileProps {
  label: string;
  /** Asks for the link. */
  open: () => Promise<{ url: string }>;
}

export function FetchFile({ label, open }: FetchFileProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const fetchIt = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { url } = await open();
      window.location.assign(url);
    } catch (error) {
      setProblem(asApiError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        size="xs"
        loading={busy}
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={() => void fetchIt()}
      >
        {label}
      </Button>
      <FormProblem problem={problem} />
    </Stack>
  );
}

/** Whether a file can still be fetched. */
export const isKept = (until: string | null): boolean =>
  until !== null && new Date(until) > new Date();
