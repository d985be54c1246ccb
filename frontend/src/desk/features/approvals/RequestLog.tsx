/** Everything that happened to the request: locked lines of the system, and comments of the staff. */
import { IconLock, IconMessage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { Panel } from '@/shared/ui/Panel';
import type { LogLine, ReviewedRequest } from '../../records/types';
import { useWords } from '../../records/words';
import { CommentForm } from './CommentForm';
import { CommentLine } from './CommentLine';
import classes from './RequestLog.module.css';

export function RequestLog({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const lines = [...request.log].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <Panel title={t('log.title')}>
      <CommentForm requestId={request.id} />
      <ol className={classes.lines}>
        {lines.map((line) => (
          <Line key={line.id} requestId={request.id} line={line} />
        ))}
      </ol>
    </Panel>
  );
}

function Line({ requestId, line }: { requestId: string; line: LogLine }) {
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
        {line.system ? null : <CommentLine requestId={requestId} line={line} />}
        {line.system && text ? <p className={classes.text}>{text}</p> : null}
        <Changes facts={line.facts} />
      </div>
    </li>
  );
}

/** What a correction changed: `amount_before` and `amount_after` are one line. */
function Changes({ facts }: { facts: LogLine['facts'] }) {
  const words = useWords();
  const codes = Object.keys(facts)
    .filter((name) => name.endsWith('_after'))
    .map((name) => name.replace(/_after$/, ''));
  return codes.map((code) => (
    <p key={code} className={classes.text}>
      {words('fact', code)}: <del>{String(facts[`${code}_before`] ?? '—')}</del>{' '}
      <ins>{String(facts[`${code}_after`])}</ins>
    </p>
  ));
}
