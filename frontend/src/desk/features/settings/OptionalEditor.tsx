/** A value that may be absent: a switch, and the editor once it is on. */
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './editors.module.css';
import { blankOf, type Json, resolved, type Schema } from './schema';
import type { EditorProps } from './ValueEditor';
import { ValueEditor } from './ValueEditor';

interface OptionalEditorProps extends EditorProps {
  inner: Schema;
}

/** The absent value is also the default of many optional fields: it is no value to begin with. */
function firstValue(inner: Schema, root: Schema): Json {
  return blankOf({ ...resolved(inner, root), default: undefined }, root);
}

export function OptionalEditor({ inner, ...props }: OptionalEditorProps) {
  const { t } = useTranslation('desk-settings');
  const { root, value, onChange, label, disabled } = props;
  const isSet = value !== null;
  return (
    <div className={classes.optional}>
      <Switch
        size="sm"
        label={label || t('value')}
        checked={isSet}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked ? firstValue(inner, root) : null)}
      />
      {isSet ? <ValueEditor {...props} schema={inner} label="" /> : null}
    </div>
  );
}
