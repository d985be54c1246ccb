/** Whose clients, and everything of theirs, the holders of a role see. */
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../records/words';
import classes from './RolePage.module.css';
import { SCOPES, type ScopeTicks } from './scope';

interface ScopePickerProps {
  value: ScopeTicks;
  disabled: boolean;
  onChange: (scope: ScopeTicks) => void;
}

export function ScopePicker({ value, disabled, onChange }: ScopePickerProps) {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  return (
    <div className={classes.ticks}>
      <span className={classes.soft}>{t('scope_hint')}</span>
      {SCOPES.map((part) => (
        <Checkbox
          key={part}
          size="sm"
          label={words('scope', part)}
          checked={value.company || value[part]}
          disabled={disabled || (value.company && part !== 'company')}
          onChange={(event) => onChange({ ...value, [part]: event.currentTarget.checked })}
        />
      ))}
    </div>
  );
}
