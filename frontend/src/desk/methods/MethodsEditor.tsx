/**
 * Payment methods in their order. A card is dragged by its grip, or moved with the arrow keys while
 * the grip has the focus; opened, it shows all about the method and how clients will see it.
 */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freeKey, moved, replaced, without } from '../designer/design';
import { MethodCard } from './MethodCard';
import { type Method, newMethod } from './methods';
import classes from './methods.module.css';

export interface MethodsEditorProps {
  value: readonly Method[];
  onChange: (methods: Method[]) => void;
  /** What methods of this list can be: the first is a new one's. */
  kinds: readonly string[];
  disabled?: boolean;
}

export default function MethodsEditor({ value, onChange, kinds, disabled }: MethodsEditorProps) {
  const { t } = useTranslation('desk-methods');
  const [open, setOpen] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  // Ids in force when the editor was opened stay: requests are stored under them.
  const [lasting] = useState(() => new Set(value.map(({ id }) => id)));
  const move = (from: number, to: number) => {
    if (to < 0 || to >= value.length || from === to) return;
    onChange(moved(value, from, to));
    if (open === from) setOpen(to);
  };
  const drop = (to: number) => {
    if (dragged !== null) move(dragged, to);
    setDragged(null);
  };
  const add = () => {
    const taken = value.map(({ id }) => id);
    onChange([...value, newMethod(kinds[0] ?? 'manual', freeKey('method', taken))]);
    setOpen(value.length);
  };
  return (
    <div className={classes.list}>
      <p className={classes.soft}>{t('order_hint')}</p>
      {value.map((method, place) => (
        <MethodCard
          // biome-ignore lint/suspicious/noArrayIndexKey: an id changes while it is being typed
          key={place}
          method={method}
          methods={value}
          kinds={kinds}
          isLasting={lasting.has(method.id)}
          isOpen={open === place}
          isDragged={dragged === place}
          disabled={disabled}
          onToggle={() => setOpen(open === place ? null : place)}
          onChange={(next) => onChange(replaced(value, place, next))}
          onRemove={() => {
            onChange(without(value, place));
            setOpen(null);
          }}
          onStep={(step) => move(place, place + step)}
          onDrag={() => setDragged(place)}
          onDrop={() => drop(place)}
          onDragEnd={() => setDragged(null)}
        />
      ))}
      {disabled ? null : (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('add')}
        </Button>
      )}
    </div>
  );
}
