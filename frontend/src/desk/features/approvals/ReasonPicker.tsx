/** Words the broker keeps ready to refuse with, in the language that the client is told in. */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '@/shared/i18n/languages';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';

interface ReasonPickerProps {
  reasons: readonly { id: string; text: Record<string, string> }[];
  /** Null: the client's own, which is not known here; words come in the reader's. */
  language: string | null;
  onPick: (reason: string) => void;
}

export function ReasonPicker({ reasons, language, onPick }: ReasonPickerProps) {
  const { t } = useTranslation('desk-approvals');
  const { language: own } = useLanguage();
  if (reasons.length === 0) return null;
  const said = (text: Record<string, string>) => pickText(text, (language ?? own) as Language);
  return (
    <Select
      label={t('ready_reason')}
      placeholder={t('ready_reason_hint')}
      data={reasons.map(({ id, text }) => ({ value: id, label: said(text) }))}
      value={null}
      searchable
      onChange={(id) => {
        const chosen = reasons.find((one) => one.id === id);
        if (chosen) onPick(said(chosen.text));
      }}
    />
  );
}
