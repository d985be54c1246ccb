/** On which server an account is, where its number alone does not say it. */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asApiError } from '@/shared/api/ApiError';

export interface ServerOption {
  id: string;
  name: string;
}

/** The servers among which a refusal asks to choose; none where it is about something else. */
export function serversOf(thrown: unknown): readonly ServerOption[] {
  const { code, facts } = asApiError(thrown);
  return code === 'recipient_ambiguous' && Array.isArray(facts.servers) ? facts.servers : [];
}

interface ServerChoiceProps {
  servers: readonly ServerOption[];
  value: string | null;
  onChange: (id: string | null) => void;
}

export function ServerChoice({ servers, value, onChange }: ServerChoiceProps) {
  const { t } = useTranslation('common');
  return (
    <Select
      label={t('recipient_server')}
      data={servers.map(({ id, name }) => ({ value: id, label: name }))}
      allowDeselect={false}
      required
      value={value}
      onChange={onChange}
    />
  );
}
