/** The path of a request: every step, who decides there, what they said, and where it stands. */
import { Button } from '@mantine/core';
import { IconCheck, IconCircle, IconRefresh, IconUser, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Time } from '@/shared/time/Time';
import { Panel } from '@/shared/ui/Panel';
import type { ReviewedRequest } from '../../records/types';
import { useApprovers, usePersonName } from '../../records/words';
import { RestartDialog } from './RestartDialog';
import classes from './ReviewProcess.module.css';

type Node = ReviewedRequest['process']['nodes'][number];

const ICONS = { approved: IconCheck, rejected: IconX };

export function ReviewProcess({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const person = usePersonName();
  const [asking, setAsking] = useState(false);
  const { nodes, flow_version: version } = request.process;
  const { node, status } = request;
  const where =
    status === 'pending'
      ? t('process.now', { index: node.index, total: node.count })
      : t('process.over');
  return (
    <Panel
      title={t('process.title')}
      aside={
        request.can_restart ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconRefresh size={15} />}
            onClick={() => setAsking(true)}
          >
            {t('restart.open')}
          </Button>
        ) : null
      }
    >
      <p className={classes.where}>
        {where}
        {version > 0 ? <> · {t('process.version', { version })}</> : null}
      </p>
      {/* Who cannot decide here sees the path greyed. */}
      <ol className={classes.nodes} data-theirs={!request.can_decide || undefined}>
        <li className={classes.node}>
          <span className={classes.mark} data-state="creator">
            <IconUser size={14} aria-hidden />
          </span>
          <span className={classes.soft}>
            {t('process.created', { by: person(request.submitted_by) })}{' '}
            <Time at={request.submitted_at} />
          </span>
        </li>
        {nodes.map((one) => (
          <Step key={one.index} node={one} />
        ))}
      </ol>
      <Earlier request={request} />
      <RestartDialog request={request} opened={asking} onClose={() => setAsking(false)} />
    </Panel>
  );
}

function Step({ node }: { node: Node }) {
  const { t } = useTranslation('desk-approvals');
  const approvers = useApprovers();
  const person = usePersonName();
  const state = node.state as 'approved' | 'rejected' | 'current' | 'waiting' | 'passed_over';
  const Icon = state === 'approved' || state === 'rejected' ? ICONS[state] : IconCircle;
  const people = [...node.roles, ...node.users].map(({ name }) => name);
  return (
    <li className={classes.node} aria-current={state === 'current' ? 'step' : undefined}>
      <span className={classes.mark} data-state={state}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={classes.body}>
        <span className={classes.head}>
          <strong>{t('process.node', { index: node.index })}</strong>
          <span className={classes.state} data-state={state}>
            {t(`process.state.${state}`)}
          </span>
        </span>
        <span className={classes.people}>
          {people.length > 0 ? (
            people.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two people may share a name
              <bdi key={place} className={classes.person}>
                {name}
              </bdi>
            ))
          ) : (
            <bdi>{approvers(node.permission ?? '')}</bdi>
          )}
        </span>
        {node.decision ? (
          <span className={classes.soft}>
            <bdi>{person(node.decision.by.name)}</bdi> <Time at={node.decision.at} style="second" />
          </span>
        ) : null}
      </div>
    </li>
  );
}

/** Decisions that a restart, or a vendor who sent it back, has taken the weight from. */
function Earlier({ request }: { request: ReviewedRequest }) {
  const { t } = useTranslation('desk-approvals');
  const person = usePersonName();
  const fallen = request.decisions.filter(({ stands }) => !stands);
  if (fallen.length === 0) return null;
  return (
    <div className={classes.earlier}>
      <span>{t('process.earlier')}</span>
      <ul>
        {fallen.map((one) => (
          <li key={`${one.at}-${one.node}`}>
            {t('process.node', { index: one.node })} · {t(`process.state.${one.decision}`)} ·{' '}
            <bdi>{person(one.by.name)}</bdi> <Time at={one.at} />
          </li>
        ))}
      </ul>
    </div>
  );
}
