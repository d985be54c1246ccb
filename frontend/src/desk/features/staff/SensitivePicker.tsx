/** How much of each sensitive field of clients the holders of a role see. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../records/words';
import classes from './RolePage.module.css';
import { SENSITIVE_FIELDS, type Sensitive, SHOWINGS, type Showing } from './sensitive';

interface SensitivePickerProps {
  value: Sensitive;
  disabled: boolean;
  onChange: (sensitive: Sensitive) => void;
}

export function SensitivePicker({ value, disabled, onChange }: SensitivePickerProps) {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  const choices = SHOWINGS.map((showing) => ({ value: showing, label: words('showing', showing) }));
  return (
    <div className={classes.ticks}>
      <span className={classes.soft}>{t('sensitive_hint')}</span>
      {SENSITIVE_FIELDS.map((field) => (
        <div key={field} className={classes.sensitive}>
          <span id={`sensitive-${field}`}>{words('sensitive_field', field)}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby={`sensitive-${field}`}
            data={choices}
            value={value[field]}
            disabled={disabled}
            onChange={(showing) => onChange({ ...value, [field]: showing as Showing })}
          />
        </div>
      ))}
    </div>
  );
}
