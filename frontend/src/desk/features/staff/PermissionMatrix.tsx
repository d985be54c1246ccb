/** Permissions under their headings, each heading ticking all of its own. */
import { Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '@/shared/ui/Loaded';
import { useWords } from '../../records/words';
import { groupPermissions, matching, withTicked } from './permissions';
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
  const [sought, setSought] = useState('');
  const named = (code: string) => words('permission', code);
  return (
    <Loaded query={catalogue}>
      {({ items }) => (
        <>
          <TextInput
            className={classes.search}
            type="search"
            aria-label={t('search_permissions')}
            placeholder={t('search_permissions')}
            leftSection={<IconSearch size={16} />}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
          <div className={classes.matrix}>
            {matching(groupPermissions(items), sought, named).map(({ group, codes }) => {
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
                        label={named(code)}
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
        </>
      )}
    </Loaded>
  );
}
