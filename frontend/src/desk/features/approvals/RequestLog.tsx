/** Everything that happened to the request: locked lines of the system, and comments of the staff. */
import { Button, Textarea } from '@mantine/core';
import { IconLock, IconMessage } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Time } from '@/shared/time/Time';
import { Panel } from '@/shared/ui/Panel';
import type { LogLine, ReviewedRequest } from '../../records/types';
import { useWords } from '../../records/words';
import classes from './RequestLog.module.css';
import { useComment } from './requests';

export function RequestLog({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const lines = [...request.log].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <Panel title={t('log.title')}>
      <CommentForm requestId={request.id} />
      <ol className={classes.lines}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may share time and code
          <Line key={`${line.at}-${line.code}-${index}`} line={line} />
        ))}
      </ol>
    </Panel>
  );
}

function Line({ line }: { line: LogLine }) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const Icon = line.system ? IconLock : IconMessage;
  const text =
    line.text && line.code === 'request_returned' ? words('value', line.text) : line.text;
  return (
    <li className={classes.line} data-comment={!line.system || undefined}>
      <Icon
        size={15}
        stroke={1.7}
        className={classes.icon}
        role="img"
        aria-label={line.system ? t('log.locked') : t('log.comment')}
      />
      <div className={classes.body}>
        <div className={classes.head}>
          <strong className={classes.what}>{words('log', line.code)}</strong>
          <bdi>{line.by.name || words('value', line.by.id.split(':')[0] ?? '')}</bdi>
          <span className={classes.at}>
            <Time at={line.at} style="second" />
          </span>
        </div>
        {text ? <p className={classes.text}>{text}</p> : null}
      </div>
    </li>
  );
}

function CommentForm({ requestId }: { requestId: string }) {
  const { t } = useTranslation('desk-approvals');
  const [text, setText] = useState('');
  const comment = useComment(requestId);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || comment.isPending) return;
    comment.mutate(text.trim(), { onSuccess: () => setText('') });
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
      <FormProblem problem={comment.error ? asApiError(comment.error) : null} />
      {text.trim() ? (
        <Button type="submit" size="compact-sm" loading={comment.isPending}>
          {t('log.add')}
        </Button>
      ) : null}
      <LeaveGuard when={text.trim() !== '' && !comment.isPending} />
    </form>
  );
}
