/** A conversation, the oldest first: messages by side, notes apart, and what happened between. */
import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { Time } from '@/shared/time/Time';
import { Chip } from '@/shared/ui/StatusChip';
import classes from './Thread.module.css';
import type { ThreadFile, ThreadPost } from './types';

export interface ThreadProps {
  posts: readonly ThreadPost[];
  /** Opens a file; rejects when it cannot be had. */
  onOpen: (file: ThreadFile) => Promise<unknown>;
  /** Reads what came before, where there is more. */
  earlier?: { busy: boolean; read: () => void };
}

export function Thread({ posts, onOpen, earlier }: ThreadProps) {
  const { t } = useTranslation('tickets');
  return (
    <ol className={classes.posts} aria-label={t('thread')}>
      {earlier ? (
        <li className={classes.event}>
          <Button variant="default" size="xs" loading={earlier.busy} onClick={earlier.read}>
            {t('earlier')}
          </Button>
        </li>
      ) : null}
      {posts.map((post) => (
        <Post key={post.id} post={post} onOpen={onOpen} />
      ))}
    </ol>
  );
}

interface PostProps {
  post: ThreadPost;
  onOpen: ThreadProps['onOpen'];
}

function Post({ post, onOpen }: PostProps) {
  const { t } = useTranslation('tickets');
  if (post.kind === 'event') {
    return (
      <li className={classes.event}>
        <span dir="auto">{post.text}</span>
        <Time at={post.at} />
      </li>
    );
  }
  return (
    <li className={classes.post} data-mine={post.mine || undefined} data-kind={post.kind}>
      <div className={classes.head}>
        <bdi className={classes.who}>{post.who}</bdi>
        {post.kind === 'note' ? <Chip tone="warn">{t('note')}</Chip> : null}
        <span className={classes.at}>
          <Time at={post.at} />
        </span>
      </div>
      <p className={classes.text} dir="auto">
        {post.text}
      </p>
      {post.files.length > 0 ? (
        <div className={classes.files}>
          {post.files.map((file) => (
            <OpenFile key={file.file_id} file={file} onOpen={onOpen} />
          ))}
        </div>
      ) : null}
    </li>
  );
}

/** The link is asked for when somebody wants to look: each asking is recorded. */
function OpenFile({ file, onOpen }: { file: ThreadFile; onOpen: ThreadProps['onOpen'] }) {
  const [problem, setProblem] = useState<ApiError | null>(null);
  const open = async () => {
    setProblem(null);
    try {
      await onOpen(file);
    } catch (thrown) {
      setProblem(asApiError(thrown));
    }
  };
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPaperclip size={14} aria-hidden />}
        onClick={() => void open()}
      >
        <bdi>{file.file_name}</bdi>
      </Button>
      <FormProblem problem={problem} />
    </div>
  );
}
