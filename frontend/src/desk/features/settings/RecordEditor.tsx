/** The fields of a record, small ones side by side. */
import { clsx } from 'clsx';
import classes from './editors.module.css';
import { fieldsToFill } from './flow';
import { type Json, kindOf, type Schema, withPart } from './schema';
import type { EditorProps } from './ValueEditor';
import { ValueEditor } from './ValueEditor';
import { useSettingWords } from './words';

const WIDE = new Set([
  'record',
  'list',
  'translations',
  'json',
  'texts',
  'numbers',
  'choices',
  'form',
  'form_fields',
]);

interface RecordEditorProps extends EditorProps {
  fields: Record<string, Schema>;
}

export function RecordEditor({ fields, ...props }: RecordEditorProps) {
  const { root, value, onChange, path, problems, label, disabled } = props;
  const words = useSettingWords();
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<string, Json>;
  const body = (
    <div className={classes.fields}>
      {fieldsToFill(fields).map(([name, field]) => {
        const kind = kindOf(field, root);
        const isWide =
          WIDE.has(kind.kind) ||
          (kind.kind === 'optional' && WIDE.has(kindOf(kind.inner, root).kind));
        return (
          <div key={name} className={clsx(isWide && classes.wide)}>
            <ValueEditor
              schema={field}
              root={root}
              value={record[name] ?? null}
              onChange={(part) => onChange(withPart(record, [name], part))}
              path={path ? `${path}.${name}` : name}
              problems={problems}
              label={words.field(name)}
              disabled={disabled}
            />
          </div>
        );
      })}
    </div>
  );
  if (!label) return body;
  return (
    <fieldset className={classes.record}>
      <legend className={classes.legend}>{label}</legend>
      {body}
    </fieldset>
  );
}
