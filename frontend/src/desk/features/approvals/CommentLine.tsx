/** What a comment says, its files, and what its author can do about it. */
import { Button, Group, Textarea } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { openInTab } from '../../records/files';
import type { LogLine } from '../../records/types';
import { useStaff } from '../../session';
import classes from './RequestLog.module.css';
import { useChangeComment, useDeleteComment } from './requests';

export function CommentLine({ requestId, line }: { requestId: string; line: LogLine }) {
  const { t } = useTranslation('desk-approvals');
  const me = useStaff();
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const remove = useDeleteComment(requestId);
  const isOwn = line.by.id === `staff:${me.staff_id}`;
  if (line.deleted_at) return <p className={classes.gone}>{t('log.deleted')}</p>;
  if (editing) {
    return <ChangeForm requestId={requestId} line={line} onClose={() => setEditing(false)} />;
  }
  return (
    <>
      <p className={classes.text}>
        {line.text} {line.edited_at ? <span className={classes.at}>{t('log.edited')}</span> : null}
      </p>
      {line.files.map((file) => (
        <OpenFile key={file.file_id} fileId={file.file_id} name={file.name} />
      ))}
      {isOwn ? (
        <Group gap="xs">
          <Button variant="subtle" size="compact-xs" onClick={() => setEditing(true)}>
            {t('log.change')}
          </Button>
          <Button variant="subtle" color="red" size="compact-xs" onClick={() => setDeleting(true)}>
            {t('log.delete')}
          </Button>
        </Group>
      ) : null}
      <ConfirmDanger
        opened={deleting}
        onClose={() => setDeleting(false)}
        title={t('log.delete_title')}
        confirmLabel={t('log.delete')}
        onConfirm={() => remove(line.id)}
      >
        {t('log.delete_what')}
      </ConfirmDanger>
    </>
  );
}

interface ChangeFormProps {
  requestId: string;
  line: LogLine;
  onClose: () => void;
}

function ChangeForm({ requestId, line, onClose }: ChangeFormProps) {
  const { t } = useTranslation('desk-approvals');
  const [text, setText] = useState(line.text ?? '');
  const change = useChangeComment(requestId);
  const save = () =>
    change.mutate({ commentId: line.id, text: text.trim() }, { onSuccess: onClose });
  return (
    <div className={classes.form}>
      <Textarea
        aria-label={t('log.comment')}
        autosize
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormProblem problem={change.error ? asApiError(change.error) : null} />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('common:actions.cancel')}
        </Button>
        <Button size="compact-sm" loading={change.isPending} disabled={!text.trim()} onClick={save}>
          {t('log.save')}
        </Button>
      </Group>
    </div>
  );
}

/** The link is asked for when somebody wants to look: each asking is recorded. */
function OpenFile({ fileId, name }: { fileId: string; name: string }) {
  const api = useApi();
  const [problem, setProblem] = useState<unknown>(null);
  const open = async () => {
    setProblem(null);
    try {
      await openInTab(api, fileId);
    } catch (thrown) {
      setProblem(thrown);
    }
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconFile size={14} />}
        onClick={() => void open()}
      >
        <bdi>{name}</bdi>
      </Button>
      <FormProblem problem={problem ? asApiError(problem) : null} />
    </>
  );
}
