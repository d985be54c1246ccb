/** Writes a comment for the colleagues, with a file if need be. */
import { Button, Group, Textarea } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { DOCUMENT_LIMITS } from '@/shared/upload/limits';
import type { UploadTicket } from '@/shared/upload/presignedPost';
import classes from './RequestLog.module.css';
import { useComment } from './requests';

const FileUpload = lazy(() =>
  import('@/shared/upload/FileUpload').then((one) => ({ default: one.FileUpload })),
);

export function CommentForm({ requestId }: { requestId: string }) {
  const { t } = useTranslation('desk-approvals');
  const api = useApi();
  const [text, setText] = useState('');
  const [attaching, setAttaching] = useState(false);
  const [fileId, setFileId] = useState<string | null>(null);
  const comment = useComment(requestId);
  // A second click comes before the button shows that the first one is under way.
  const sending = useRef(false);
  const close = () => {
    setText('');
    setFileId(null);
    setAttaching(false);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || sending.current) return;
    sending.current = true;
    const said = { text: text.trim(), file_ids: fileId ? [fileId] : [] };
    comment.mutate(said, {
      onSuccess: close,
      onSettled: () => {
        sending.current = false;
      },
    });
  };
  const steps = {
    ticket: (file: File) =>
      api.post<UploadTicket>(`/api/desk/requests/${requestId}/uploads`, {
        file_name: file.name,
        content_type: file.type,
        size_bytes: file.size,
      }),
    // It is checked when the comment is added.
    check: () => Promise.resolve(),
  };
  return (
    <form onSubmit={send} className={classes.form}>
      <Textarea
        aria-label={t('log.write')}
        placeholder={t('log.write')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {attaching ? (
        <Suspense>
          <FileUpload
            label={t('log.file')}
            {...DOCUMENT_LIMITS}
            steps={steps}
            onChange={setFileId}
          />
        </Suspense>
      ) : null}
      <FormProblem problem={comment.error ? asApiError(comment.error) : null} />
      {text.trim() ? (
        <Group justify="flex-end" gap="sm">
          {attaching ? null : (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPaperclip size={15} />}
              onClick={() => setAttaching(true)}
            >
              {t('log.attach')}
            </Button>
          )}
          <Button type="submit" size="compact-sm" loading={comment.isPending}>
            {t('log.add')}
          </Button>
        </Group>
      ) : null}
      <LeaveGuard when={text.trim() !== '' && !comment.isPending} />
    </form>
  );
}
