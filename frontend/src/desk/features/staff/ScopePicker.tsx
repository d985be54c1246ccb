/** The parts of a scope of a role: whose clients, or whose messages, its holders see. */
import { Checkbox } from '@mantine/core';
import classes from './RolePage.module.css';

interface ScopePickerProps<Part extends string> {
  parts: readonly ('company' | Part)[];
  hint: string;
  label: (part: 'company' | Part) => string;
  value: Record<'company' | Part, boolean>;
  disabled: boolean;
  onChange: (value: Record<'company' | Part, boolean>) => void;
}

export function ScopePicker<Part extends string>(props: ScopePickerProps<Part>) {
  const { parts, hint, label, value, disabled, onChange } = props;
  return (
    <div className={classes.ticks}>
      <span className={classes.soft}>{hint}</span>
      {parts.map((part) => (
        <Checkbox
          key={part}
          size="sm"
          label={label(part)}
          checked={value.company || value[part]}
          disabled={disabled || (value.company && part !== 'company')}
          onChange={(event) => onChange({ ...value, [part]: event.currentTarget.checked })}
        />
      ))}
    </div>
  );
}
