/** The designer of forms as the editor of a setting, or of the fields within one. */
import type { FieldType } from '@/shared/forms/designed/design';
import { designOf } from '../../designer/design';
import { FormDesigner } from '../../designer/FormDesigner';
import classes from './editors.module.css';
import type { Json } from './schema';
import type { EditorProps } from './ValueEditor';
import { useSettingWords } from './words';

interface DesignEditorProps extends EditorProps {
  types?: FieldType[];
  /** False for a plain list of fields. */
  grouped: boolean;
}

export default function DesignEditor({ types, grouped, ...props }: DesignEditorProps) {
  const { value, onChange, label, problems, path, disabled } = props;
  const words = useSettingWords();
  const found = problems.get(path);
  return (
    <div className={classes.list}>
      {label ? <div className={classes.legend}>{label}</div> : null}
      <FormDesigner
        value={designOf(value)}
        onChange={(next) => onChange((grouped ? next : next.fields) as unknown as Json)}
        types={types}
        grouped={grouped}
        disabled={disabled}
      />
      {found ? <div className={classes.problem}>{words.problem(found)}</div> : null}
    </div>
  );
}
