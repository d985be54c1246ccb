/** Permissions under their headings, each heading ticking all of its own. */
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/shared/ui/Loaded';
import { useWords } from '../../records/words';
import { groupPermissions, withTicked } from './permissions';
import classes from './RolePage.module.css';
import { usePermissions } from './staff';

interface PermissionMatrixProps {
  value: readonly string[];
  disabled: boolean;
  onChange: (permissions: string[]) => void;
}

export function PermissionMatrix({ value, disabled, onChange }: PermissionMatrixProps) {
  const { t } = useTranslation('desk-staff');
  const words = useWords();
  const catalogue = usePermissions();
  return (
    <Loaded query={catalogue}>
      {({ items }) => (
        <div className={classes.matrix}>
          {groupPermissions(items).map(({ group, codes }) => {
            const held = codes.filter((code) => value.includes(code));
            const all = held.length === codes.length;
            const heading = words('permission_group', group);
            return (
              <fieldset key={group} className={classes.group} disabled={disabled}>
                <legend className={classes.legend}>
                  <Checkbox
                    size="sm"
                    label={heading}
                    aria-label={t('all_of', { group: heading })}
                    checked={all}
                    indeterminate={held.length > 0 && !all}
                    disabled={disabled}
                    onChange={() => onChange(withTicked(value, codes, !all))}
                  />
                </legend>
                <div className={classes.ticks}>
                  {codes.map((code) => (
                    <Checkbox
                      key={code}
                      size="sm"
                      label={words('permission', code)}
                      checked={value.includes(code)}
                      disabled={disabled}
                      onChange={(event) =>
                        onChange(withTicked(value, [code], event.currentTarget.checked))
                      }
                    />
                  ))}
                </div>
              </fieldset>
            );
          })}
        </div>
      )}
    </Loaded>
  );
}
