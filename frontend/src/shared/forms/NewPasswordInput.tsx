/** A new password with the broker's rules below it, ticked off while typing. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { IconCheck, IconPointFilled } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import classes from './NewPasswordInput.module.css';
import { missingRules, type PasswordRule } from './rules';

const ORDER: PasswordRule[] = ['min_length', 'upper', 'lower', 'digit', 'symbol'];

export function NewPasswordInput({ value = '', ...rest }: PasswordInputProps & { value?: string }) {
  const { t } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const list = useId();
  const missing = new Set(missingRules(value, rules));
  return (
    <div>
      <PasswordInput
        {...rest}
        value={value}
        autoComplete="new-password"
        aria-describedby={list}
        visibilityToggleButtonProps={{ 'aria-label': t('password.toggle') }}
      />
      <ul id={list} className={classes.rules}>
        {ORDER.filter((rule) => rules[rule]).map((rule) => (
          <li key={rule} data-met={!missing.has(rule) || undefined}>
            {missing.has(rule) ? (
              <IconPointFilled size={12} aria-hidden />
            ) : (
              <IconCheck size={12} aria-hidden />
            )}
            {t(`password.${rule}`, { count: rules.min_length })}
          </li>
        ))}
      </ul>
    </div>
  );
}
