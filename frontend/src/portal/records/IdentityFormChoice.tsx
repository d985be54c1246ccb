/** Which of the broker's identity forms somebody fills in; nothing where there is one alone. */
import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KycFormView } from '@/api/portal';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';

interface IdentityFormChoiceProps {
  forms: readonly KycFormView[];
  value: string;
  onChange: (id: string) => void;
}

export function IdentityFormChoice({ forms, value, onChange }: IdentityFormChoiceProps) {
  const { t } = useTranslation('portal-records');
  const { language } = useLanguage();
  if (forms.length < 2) return null;
  return (
    <Radio.Group label={t('identity_choice')} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {forms.map(({ id, name, description }) => (
          <Radio
            key={id}
            value={id}
            label={pickText(name, language)}
            description={pickText(description, language) || undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
