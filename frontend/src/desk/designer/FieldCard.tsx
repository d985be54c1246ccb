/** One field in the designer: its name and tools, and all about it once it is opened. */
import { ActionIcon, Collapse, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DesignedField, FieldGroup, FieldType } from '@/shared/forms/designed/design';
import type { Language } from '@/shared/i18n/languages';
import { pickText } from '@/shared/i18n/localized';
import { Chip } from '@/shared/ui/StatusChip';
import type { DesignProblem } from './design';
import classes from './designer.module.css';
import { FieldEditor } from './FieldEditor';

export interface FieldCardProps {
  field: DesignedField;
  place: number;
  count: number;
  groups: readonly FieldGroup[];
  taken: readonly string[];
  types: readonly FieldType[];
  language: Language;
  problems: ReadonlyMap<string, DesignProblem>;
  /** Answers may be stored under its key already. */
  isLasting: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onChange: (field: DesignedField) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  disabled?: boolean;
}

export function FieldCard(props: FieldCardProps) {
  const { field, place, language, problems, isOpen, onToggle, disabled } = props;
  const { t } = useTranslation('desk-designer');
  const name = pickText(field.label, language) || t('unnamed');
  const path = `fields.${place}`;
  const broken = [...problems.keys()].some((one) => one.startsWith(`${path}.`));
  return (
    <section className={classes.card} data-broken={broken || undefined} aria-label={name}>
      <div className={classes.head}>
        <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={onToggle}>
          <IconChevronDown size={16} className={classes.chevron} data-open={isOpen || undefined} />
          <bdi className={classes.name}>{name}</bdi>
          <span className={classes.kind}>{t(`type.${field.type}`)}</span>
          {field.required ? <Chip>{t('required')}</Chip> : null}
        </button>
        {disabled ? null : <Tools {...props} name={name} />}
      </div>
      <Collapse expanded={isOpen}>
        {isOpen ? <FieldEditor {...props} path={path} /> : null}
      </Collapse>
    </section>
  );
}

export interface ToolsProps {
  place: number;
  count: number;
  name: string;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** Up, down and away, each naming what it moves. */
export function Tools({ place, count, name, onMove, onRemove }: ToolsProps) {
  const { t } = useTranslation('desk-designer');
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
    <>
      {tool(t('move_up', { name }), IconArrowUp, () => onMove(place - 1), place === 0)}
      {tool(t('move_down', { name }), IconArrowDown, () => onMove(place + 1), place === count - 1)}
      {tool(t('remove', { name }), IconTrash, onRemove, false)}
    </>
  );
}
