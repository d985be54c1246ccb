/**
 * The designer of forms: fields and groups in their order, texts per language, and beside them the
 * form as people will see it. Everything is reached by keyboard; order is changed by buttons.
 */
import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldType, FormDesign } from '@/shared/forms/designed/design';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@/shared/i18n/languages';
import { allTypes, freeKey, moved, newField, problemsOfDesign, replaced, without } from './design';
import classes from './designer.module.css';
import { FieldCard } from './FieldCard';
import { FormPreview } from './FormPreview';
import { GroupsEditor } from './GroupsEditor';

export interface FormDesignerProps {
  value: FormDesign;
  onChange: (design: FormDesign) => void;
  /** The types of fields that may be asked for; all when absent. */
  types?: readonly FieldType[];
  /** Without groups the design is a plain list of fields. */
  grouped?: boolean;
  disabled?: boolean;
}

export function FormDesigner(props: FormDesignerProps) {
  const { value, onChange, types = allTypes, grouped = true, disabled } = props;
  const { t } = useTranslation('desk-designer');
  const [language, setLanguage] = useState<Language>('en');
  // Keys in force when the designer was opened stay: answers are stored under them.
  const [lasting] = useState(() => new Set(value.fields.map(({ key }) => key)));
  const [open, setOpen] = useState<number | null>(null);
  const problems = problemsOfDesign(value);
  const { fields } = value;
  const change = (next: FormDesign['fields']) => onChange({ ...value, fields: next });
  const add = (type: FieldType) => {
    const key = freeKey(
      'field',
      fields.map((one) => one.key),
    );
    change([...fields, newField(key, type)]);
    setOpen(fields.length);
  };
  return (
    <div className={classes.designer}>
      <div className={classes.column}>
        <div>
          <span className={classes.hint} id="designer-language">
            {t('language')}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="designer-language"
            data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
            value={language}
            onChange={(next) => setLanguage(next as Language)}
          />
        </div>
        {fields.length === 0 ? <p className={classes.hint}>{t('no_fields')}</p> : null}
        {fields.map((field, place) => (
          <FieldCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a key changes while it is being typed
            key={place}
            field={field}
            place={place}
            count={fields.length}
            groups={grouped ? value.groups : []}
            taken={fields.map((one) => one.key)}
            types={types}
            language={language}
            problems={problems}
            isLasting={lasting.has(field.key)}
            isOpen={open === place}
            onToggle={() => setOpen(open === place ? null : place)}
            onChange={(next) => change(replaced(fields, place, next))}
            onMove={(to) => {
              change(moved(fields, place, to));
              if (open === place) setOpen(to);
            }}
            onRemove={() => {
              change(without(fields, place));
              setOpen(null);
            }}
            disabled={disabled}
          />
        ))}
        {disabled ? null : <AddField types={types} onAdd={add} />}
        {grouped ? (
          <GroupsEditor
            design={value}
            onChange={onChange}
            language={language}
            problems={problems}
            disabled={disabled}
          />
        ) : null}
      </div>
      <FormPreview design={value} language={language} />
    </div>
  );
}

function AddField({
  types,
  onAdd,
}: {
  types: readonly FieldType[];
  onAdd: (t: FieldType) => void;
}) {
  const { t } = useTranslation('desk-designer');
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          className={classes.add}
        >
          {t('add_field')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {types.map((type) => (
          <Menu.Item key={type} onClick={() => onAdd(type)}>
            {t(`type.${type}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
