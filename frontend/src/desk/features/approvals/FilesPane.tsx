/** The request's files, several open side by side. Opening one is recorded by the server. */
import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import type { RequestDetails } from '../../records/types';
import { Document } from './Document';
import classes from './FilesPane.module.css';
import { useFileLink } from './requests';

type AttachedFile = RequestDetails['files'][number];

export interface OpenFiles {
  files: readonly AttachedFile[];
  opened: ReadonlySet<string>;
  any: boolean;
  toggle: (fileId: string) => void;
  /** Undefined when there is nothing to open. */
  toggleAll: (() => void) | undefined;
  /** Opens the file after the one that is open alone, and closes that one; round and round. */
  next: (() => void) | undefined;
  previous: (() => void) | undefined;
}

export function useOpenFiles(files: readonly AttachedFile[]): OpenFiles {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (fileId: string) => {
    const next = new Set(opened);
    if (!next.delete(fileId)) next.add(fileId);
    setOpened(next);
  };
  const all = () =>
    setOpened(opened.size > 0 ? new Set() : new Set(files.map(({ file_id }) => file_id)));
  const walk = (by: 1 | -1) => () => {
    const here = files.findIndex(({ file_id }) => opened.has(file_id));
    const from = here < 0 && by < 0 ? 0 : here;
    const there = files[(from + by + files.length) % files.length];
    if (there) setOpened(new Set([there.file_id]));
  };
  return {
    files,
    opened,
    any: opened.size > 0,
    toggle,
    toggleAll: files.length > 0 ? all : undefined,
    next: files.length > 0 ? walk(1) : undefined,
    previous: files.length > 0 ? walk(-1) : undefined,
  };
}

export function FilesPane({ files: { files, opened, toggle, toggleAll } }: { files: OpenFiles }) {
  const { t } = useTranslation('desk-approvals');
  if (files.length === 0) return null;
  const all = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={opened.size > 0 ? <IconEyeOff size={16} /> : <IconEye size={16} />}
      onClick={toggleAll}
    >
      {opened.size > 0 ? t('files.close_all') : t('files.open_all')}
    </Button>
  );
  return (
    <Panel title={t('files.title')} aside={all}>
      <div className={classes.files}>
        {files.map((file) => (
          <OneFile
            key={file.file_id}
            file={file}
            opened={opened.has(file.file_id)}
            onToggle={() => toggle(file.file_id)}
          />
        ))}
      </div>
    </Panel>
  );
}

interface OneFileProps {
  file: AttachedFile;
  opened: boolean;
  onToggle: () => void;
}

function OneFile({ file, opened, onToggle }: OneFileProps) {
  const { t } = useTranslation('desk-approvals');
  const link = useFileLink(file.file_id, opened);
  return (
    <figure className={classes.file} data-opened={opened || undefined}>
      <figcaption className={classes.caption}>
        <IconFile size={17} stroke={1.6} aria-hidden />
        <bdi className={classes.name}>{file.name}</bdi>
        <Button variant="default" size="compact-sm" onClick={onToggle} aria-expanded={opened}>
          {opened ? t('files.close') : t('files.open')}
        </Button>
      </figcaption>
      {opened ? (
        <Loaded query={link}>{({ url }) => <Document url={url} name={file.name} />}</Loaded>
      ) : null}
    </figure>
  );
}
