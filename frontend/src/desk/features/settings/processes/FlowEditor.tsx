/** The path of a request type, edited node by node and published after a look at what changes. */
import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { Panel } from '@/shared/ui/Panel';
import type { Setting } from '../../../records/types';
import { useWords } from '../../../records/words';
import { useCan } from '../../../session';
import { PendingChange } from '../PendingChange';
import { type Json, sameJson } from '../schema';
import {
  type Flow,
  hasTooFewPeople,
  MAX_NODES,
  moved,
  problemsOfFlow,
  replaced,
  withNode,
  withoutNode,
} from './draft';
import { NodeCard } from './NodeCard';
import { PublishDialog } from './PublishDialog';
import classes from './processes.module.css';

export function FlowEditor({ setting, type }: { setting: Setting; type: string }) {
  const { t } = useTranslation('desk-settings');
  const words = useWords();
  const can = useCan();
  const inForce = setting.value as Flow;
  const [nodes, setNodes] = useState(inForce.nodes);
  const [publishing, setPublishing] = useState(false);
  const locked = !can('update_settings') || setting.pending !== null;
  const problems = problemsOfFlow(nodes);
  const isChanged = !sameJson(nodes as unknown as Json, inForce.nodes as unknown as Json);
  return (
    <>
      {setting.pending ? <PendingChange setting={setting} pending={setting.pending} /> : null}
      <Panel
        title={t('process.steps')}
        aside={<span className={classes.soft}>{t('version', { version: setting.version })}</span>}
      >
        <ol className={classes.nodes}>
          <li className={classes.node}>
            <span className={classes.number} aria-hidden>
              <IconUser size={15} />
            </span>
            <div className={classes.creator}>{t('process.creator')}</div>
          </li>
          {nodes.map((node, place) => (
            <NodeCard
              // biome-ignore lint/suspicious/noArrayIndexKey: nodes have no identity but their place
              key={place}
              node={node}
              place={place}
              count={nodes.length}
              problem={problems.get(place)}
              disabled={locked}
              onChange={(changed) => setNodes(replaced(nodes, place, changed))}
              onMove={(to) => setNodes(moved(nodes, place, to))}
              onRemove={() => setNodes(withoutNode(nodes, place))}
            />
          ))}
          {nodes.length === 0 ? (
            <li className={classes.node}>
              <span className={classes.number} aria-hidden>
                1
              </span>
              <div className={classes.creator}>
                {t('process.default', { request: words('request', type) })}
              </div>
            </li>
          ) : null}
        </ol>
        {hasTooFewPeople(nodes) && problems.size === 0 ? (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />} mt="sm">
            {t('process.too_few')}
          </Alert>
        ) : null}
        {locked ? null : (
          <Group justify="space-between" mt="md">
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              disabled={nodes.length >= MAX_NODES}
              onClick={() => setNodes(withNode(nodes))}
            >
              {t('process.add')}
            </Button>
            {isChanged ? (
              <Group gap="sm">
                <Button variant="default" onClick={() => setNodes(inForce.nodes)}>
                  {t('undo')}
                </Button>
                <Button disabled={problems.size > 0} onClick={() => setPublishing(true)}>
                  {t('process.publish')}
                </Button>
              </Group>
            ) : null}
          </Group>
        )}
      </Panel>
      <PublishDialog
        opened={publishing}
        setting={setting}
        value={{ version: inForce.version, nodes } as unknown as Json}
        title={t('process.publish_title')}
        onClose={() => setPublishing(false)}
      >
        {t('process.running_keep')}
      </PublishDialog>
      <LeaveGuard when={isChanged && !publishing} />
    </>
  );
}
