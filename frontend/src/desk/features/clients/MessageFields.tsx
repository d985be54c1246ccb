/** A message to clients: by language, and by which ways it goes. */
import {
  Checkbox,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDraftView } from '@/api/desk/types.gen';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { Items } from '../../records/types';
import { useRead } from '../../records/useList';
import type { BulkValues } from './bulk';
import classes from './bulk.module.css';

interface MessageFieldsProps {
  values: BulkValues;
  onChange: (change: Partial<BulkValues>) => void;
}

const CHOICES = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
const EMPTY = { subject: '', text: '' };

export function MessageFields({ values, onChange }: MessageFieldsProps) {
  const { t } = useTranslation('desk-clients');
  const own = useLanguage().language;
  const [language, setLanguage] = useState<Language>(own);
  const written = values.said[language] ?? EMPTY;
  const write = (part: Partial<typeof EMPTY>) =>
    onChange({ said: { ...values.said, [language]: { ...written, ...part } } });
  const direction = language === 'ar' ? 'rtl' : 'ltr';
  return (
    <Stack gap="sm">
      <Drafts onPick={(said) => onChange({ said })} />
      <SegmentedControl
        aria-label={t('message.languages')}
        data={CHOICES}
        value={language}
        onChange={(value) => setLanguage(value as Language)}
      />
      <Text size="sm" className={classes.soft}>
        {t('message.language_hint')}
      </Text>
      <TextInput
        label={t('message.subject')}
        maxLength={150}
        dir={direction}
        value={written.subject}
        onChange={(event) => write({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('message.text')}
        description={t('message.text_hint')}
        autosize
        minRows={5}
        maxRows={14}
        maxLength={4000}
        dir={direction}
        value={written.text}
        onChange={(event) => write({ text: event.currentTarget.value })}
      />
      <Group gap="lg">
        <Checkbox
          label={t('message.email')}
          checked={values.email}
          onChange={(event) => onChange({ email: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('message.popup')}
          checked={values.popup}
          onChange={(event) => onChange({ popup: event.currentTarget.checked })}
        />
      </Group>
    </Stack>
  );
}

function Drafts({ onPick }: { onPick: (said: BulkValues['said']) => void }) {
  const { t } = useTranslation('desk-clients');
  const { data } = useQuery(useRead<Items<MessageDraftView>>('/api/desk/message-drafts'));
  const drafts = data?.items ?? [];
  if (drafts.length === 0) return null;
  const pick = (name: string | null) => {
    const draft = drafts.find((one) => one.name === name);
    if (!draft) return;
    const said = LANGUAGES.flatMap((language) => {
      const { [language]: subject = '' } = draft.subject;
      const { [language]: text = '' } = draft.text;
      return subject || text ? [[language, { subject, text }] as const] : [];
    });
    onPick(Object.fromEntries(said));
  };
  return (
    <Select
      label={t('message.template')}
      data={[...new Set(drafts.map(({ name }) => name))]}
      onChange={pick}
    />
  );
}

/** The message as it will go, in each language that it is written in. */
export function MessagePreview({ values }: { values: BulkValues }) {
  return (
    <div className={classes.said}>
      {LANGUAGES.map((language) => {
        const written = values.said[language];
        if (!written?.subject.trim() || !written.text.trim()) return null;
        return (
          <article key={language} lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
            <h3>{written.subject}</h3>
            <p>{written.text}</p>
          </article>
        );
      })}
    </div>
  );
}
