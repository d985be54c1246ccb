/** One file chosen, sent with progress and checked by the server; an error names what to change. */
import { Button, FileButton, Input, Progress } from '@mantine/core';
import { IconFile, IconUpload, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import classes from './FileUpload.module.css';
import type { UploadTicket } from './presignedPost';
import { useUpload } from './useUpload';

export interface UploadSteps {
  /** Asks our server for permission to send this file. */
  ticket: (file: File) => Promise<UploadTicket>;
  /** Asks our server to check what arrived; rejects when it is not what it says. */
  check: (fileId: string) => Promise<unknown>;
}

export interface FileUploadProps {
  label: string;
  description?: string;
  required?: boolean;
  /** Problem of the field, e.g. from the server. */
  error?: string;
  /** MIME types, e.g. `['image/png', 'application/pdf']`. */
  accept: string[];
  maxBytes: number;
  steps: UploadSteps;
  /** The name of a file that was accepted on an earlier visit. */
  kept?: string;
  /** The accepted file's id, or null while there is none. */
  onChange: (fileId: string | null) => void;
}

export function FileUpload(props: FileUploadProps) {
  const { label, description, required, error, accept, maxBytes } = props;
  const { t } = useTranslation('common');
  const { tag } = useLanguage();
  const upload = useUpload(props);
  const megabytes = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(
    maxBytes / 1_048_576,
  );
  return (
    <Input.Wrapper
      labelElement="div"
      label={label}
      required={required}
      description={description ?? t('upload.limit', { megabytes })}
      error={upload.problem ?? error}
    >
      <div className={classes.box} data-invalid={(upload.problem ?? error) ? true : undefined}>
        <IconFile size={20} stroke={1.6} aria-hidden className={classes.icon} />
        <div className={classes.words}>
          <bdi className={classes.name}>{upload.file?.name ?? t('upload.none')}</bdi>
          <span className={classes.phase} aria-live="polite">
            {upload.phase === 'idle' ? '' : t(`upload.${upload.phase}`)}
          </span>
          {upload.phase === 'sending' ? (
            <Progress value={upload.share * 100} size="sm" aria-label={t('upload.sending')} />
          ) : null}
        </div>
        {upload.file ? (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconX size={14} />}
            onClick={upload.clear}
          >
            {t('actions.remove')}
          </Button>
        ) : (
          <FileButton accept={accept.join(',')} onChange={upload.choose}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                size="xs"
                leftSection={<IconUpload size={14} />}
                aria-label={t('upload.choose_for', { label })}
              >
                {t('upload.choose')}
              </Button>
            )}
          </FileButton>
        )}
      </div>
    </Input.Wrapper>
  );
}
