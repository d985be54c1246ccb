/** Whom a method is for: groups, single clients, and those who are left out. */
import { MultiSelect, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGroupChoices } from '../records/choices';
import type { Audience } from './methods';
import classes from './methods.module.css';

export interface AudienceFieldsProps {
  value: Audience;
  onChange: (audience: Audience) => void;
  disabled?: boolean;
}

export function AudienceFields({ value, onChange, disabled }: AudienceFieldsProps) {
  const { t } = useTranslation('desk-methods');
  const groups = useGroupChoices();
  return (
    <div>
      <h3 className={classes.legend}>{t('audience')}</h3>
      <p className={classes.soft}>{t('audience_hint')}</p>
      <div className={classes.fields}>
        <MultiSelect
          label={t('groups')}
          data={groups}
          value={value.groups}
          disabled={disabled}
          onChange={(next) => onChange({ ...value, groups: next })}
        />
        {(['clients', 'excluded'] as const).map((name) => (
          <TagsInput
            key={name}
            label={t(name)}
            description={t('client_ids')}
            value={value[name]}
            disabled={disabled}
            clearable={false}
            onChange={(next) => onChange({ ...value, [name]: next })}
          />
        ))}
      </div>
    </div>
  );
}
