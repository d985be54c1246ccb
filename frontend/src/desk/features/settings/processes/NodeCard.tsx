/** One node of a path: who decides it, and its place among the others. */
import { ActionIcon, MultiSelect, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowNode, FlowProblem } from './draft';
import classes from './processes.module.css';
import { useNamed } from './useProcess';

export interface NodeCardProps {
  node: FlowNode;
  place: number;
  count: number;
  problem?: FlowProblem;
  disabled: boolean;
  onChange: (node: FlowNode) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

export function NodeCard(props: NodeCardProps) {
  const { t } = useTranslation('desk-settings');
  const { node, place, problem, disabled, onChange } = props;
  const name = t('process.node', { number: place + 1 });
  return (
    <li className={classes.node} data-broken={problem ? true : undefined}>
      <span className={classes.number} aria-hidden>
        {place + 1}
      </span>
      <section className={classes.card} aria-label={name}>
        <div className={classes.cardHead}>
          <strong>{name}</strong>
          {disabled ? null : <Tools {...props} name={name} />}
        </div>
        <div className={classes.people}>
          <Approvers
            kind="roles"
            label={t('field.role_ids')}
            chosen={node.role_ids}
            disabled={disabled}
            onChange={(role_ids) => onChange({ ...node, role_ids })}
          />
          <Approvers
            kind="staff"
            label={t('field.user_ids')}
            chosen={node.user_ids}
            disabled={disabled}
            onChange={(user_ids) => onChange({ ...node, user_ids })}
          />
        </div>
        {problem ? (
          <p className={classes.problem} role="alert">
            {t(`process.problem.${problem}`)}
          </p>
        ) : null}
      </section>
    </li>
  );
}

interface ApproversProps {
  kind: 'staff' | 'roles';
  label: string;
  chosen: string[];
  disabled: boolean;
  onChange: (chosen: string[]) => void;
}

function Approvers({ kind, label, chosen, disabled, onChange }: ApproversProps) {
  const { people, mayList } = useNamed(kind);
  // Somebody who has left, or whom the viewer may not list, keeps their place by id.
  const unnamed = chosen.filter((id) => !people.some((one) => one.id === id));
  return (
    <MultiSelect
      label={label}
      data={[
        ...people.map(({ id, name }) => ({ value: id, label: name })),
        ...unnamed.map((id) => ({ value: id, label: id })),
      ]}
      value={chosen}
      onChange={onChange}
      searchable
      hidePickedOptions
      disabled={disabled || !mayList}
    />
  );
}

function Tools({ place, count, name, onMove, onRemove }: NodeCardProps & { name: string }) {
  const { t } = useTranslation('desk-settings');
  const tool = (label: string, Icon: typeof IconTrash, onClick: () => void, off: boolean) => (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.tool}
        aria-label={label}
        disabled={off}
        onClick={onClick}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <span className={classes.tools}>
      {tool(t('move_up', { name }), IconArrowUp, () => onMove(place - 1), place === 0)}
      {tool(t('move_down', { name }), IconArrowDown, () => onMove(place + 1), place === count - 1)}
      {tool(t('remove_item', { name }), IconTrash, onRemove, false)}
    </span>
  );
}
