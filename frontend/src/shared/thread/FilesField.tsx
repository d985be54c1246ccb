/** Up to so many files, one below the other; each is sent as soon as it is chosen. */
import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadSteps } from '@/shared/upload/FileUpload';
import { DOCUMENT_LIMITS } from '@/shared/upload/limits';
import classes from './Thread.module.css';

const FileUpload = lazy(() =>
  import('@/shared/upload/FileUpload').then((one) => ({ default: one.FileUpload })),
);

const MOST = 5;

interface FilesFieldProps {
  steps: UploadSteps;
  /** The ids of the files that were accepted. */
  onChange: (fileIds: string[]) => void;
}

export function FilesField({ steps, onChange }: FilesFieldProps) {
  const { t } = useTranslation('tickets');
  const [slots, setSlots] = useState<(string | null)[]>([]);
  const put = (index: number, fileId: string | null) => {
    const after = slots.map((one, at) => (at === index ? fileId : one));
    setSlots(after);
    onChange(after.filter((one) => one !== null));
  };
  return (
    <div className={classes.attached}>
      <Suspense>
        {slots.map((_, index) => (
          <FileUpload
            // biome-ignore lint/suspicious/noArrayIndexKey: a place never moves
            key={index}
            label={t('file', { number: index + 1 })}
            {...DOCUMENT_LIMITS}
            steps={steps}
            onChange={(fileId) => put(index, fileId)}
          />
        ))}
      </Suspense>
      {slots.length < MOST ? (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPaperclip size={15} aria-hidden />}
            onClick={() => setSlots([...slots, null])}
          >
            {slots.length === 0 ? t('attach') : t('attach_another')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
