/** A list of records: each in a card of its own that folds, in an order that can be changed. */
import { ActionIcon, Button, Collapse, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import classes from './editors.module.css';
import { blankOf, type Json, type Schema, withPart } from './schema';
import type { EditorProps } from './ValueEditor';
import { ValueEditor } from './ValueEditor';
import { useSettingWords } from './words';

interface ListEditorProps extends EditorProps {
  item: Schema;
}

export function ListEditor({ item, ...props }: ListEditorProps) {
  const { t } = useTranslation('desk-settings');
  const words = useSettingWords();
  const { root, value, onChange, path, problems, label, disabled } = props;
  const items = Array.isArray(value) ? value : [];
  const found = problems.get(path);
  const move = (from: number, to: number) => {
    const next = [...items];
    const [taken] = next.splice(from, 1);
    next.splice(to, 0, taken as Json);
    onChange(next);
  };
  return (
    <div className={classes.list}>
      {label ? <div className={classes.legend}>{label}</div> : null}
      {items.map((one, place) => (
        <Item
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          key={place}
          {...props}
          item={item}
          value={one}
          place={place}
          count={items.length}
          onChange={(part) => onChange(withPart(items, [place], part))}
          onMove={(to) => move(place, to)}
          onRemove={() => onChange(items.filter((_, other) => other !== place))}
        />
      ))}
      {found ? <div className={classes.problem}>{words.problem(found)}</div> : null}
      {disabled ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange([...items, blankOf(item, root)])}
        >
          {t('add_item')}
        </Button>
      )}
    </div>
  );
}

/** What tells one item from another: its name, document or id. */
function useItemName() {
  const { t } = useTranslation('desk-settings');
  const { language } = useLanguage();
  return (value: Json, place: number): string => {
    const record = (typeof value === 'object' && value !== null ? value : {}) as Record<
      string,
      Json
    >;
    const named = record.name ?? record.title ?? record.label ?? record.currency ?? record.key;
    const text =
      typeof named === 'object'
        ? pickText(named as Record<string, string>, language)
        : String(named);
    return text || String(record.id ?? record.document ?? '') || t('item', { number: place + 1 });
  };
}

interface ItemProps extends ListEditorProps {
  place: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function Item({ item, place, count, onMove, onRemove, ...props }: ItemProps) {
  const { value, path, problems, disabled } = props;
  const here = path ? `${path}.${place}` : String(place);
  const broken = [...problems.keys()].some((one) => one === here || one.startsWith(`${here}.`));
  const [open, setOpen] = useState(count === 1);
  const name = useItemName()(value, place);
  const shown = open || broken;
  return (
    <section className={classes.item} data-broken={broken || undefined} aria-label={name}>
      <div className={classes.itemHead}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={shown}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} className={classes.chevron} data-open={shown || undefined} />
          <bdi>{name}</bdi>
        </button>
        {disabled ? null : (
          <ItemTools place={place} count={count} name={name} onMove={onMove} onRemove={onRemove} />
        )}
      </div>
      <Collapse expanded={shown}>
        <div className={classes.itemBody}>
          <ValueEditor {...props} schema={item} path={here} label="" />
        </div>
      </Collapse>
    </section>
  );
}

interface ItemToolsProps {
  place: number;
  count: number;
  name: string;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function ItemTools({ place, count, name, onMove, onRemove }: ItemToolsProps) {
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
    <>
      {tool(t('move_up', { name }), IconArrowUp, () => onMove(place - 1), place === 0)}
      {tool(t('move_down', { name }), IconArrowDown, () => onMove(place + 1), place === count - 1)}
      {tool(t('remove_item', { name }), IconTrash, onRemove, false)}
    </>
  );
}
