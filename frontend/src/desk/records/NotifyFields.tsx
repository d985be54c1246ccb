/** How the client is told of what staff do: by which ways, and in which language. */
import { Checkbox, Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';

export interface Notify {
  email: boolean;
  popup: boolean;
  /** Null: the client's own. */
  language: string | null;
}

export const TELL_IN_PORTAL: Notify = { email: false, popup: true, language: null };

interface NotifyFieldsProps {
  value: Notify;
  onChange: (value: Notify) => void;
}

export function NotifyFields({ value, onChange }: NotifyFieldsProps) {
  const { t } = useTranslation('desk-words');
  return (
    <Group gap="lg" align="end">
      <Checkbox
        label={t('notify.email')}
        checked={value.email}
        onChange={(event) => onChange({ ...value, email: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('notify.popup')}
        checked={value.popup}
        onChange={(event) => onChange({ ...value, popup: event.currentTarget.checked })}
      />
      <Select
        size="xs"
        w={190}
        aria-label={t('notify.language')}
        placeholder={t('notify.own_language')}
        disabled={!value.email && !value.popup}
        clearable
        clearButtonProps={{ 'aria-label': t('notify.own_language') }}
        data={LANGUAGES.map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
        value={value.language}
        onChange={(language) => onChange({ ...value, language })}
      />
    </Group>
  );
}
