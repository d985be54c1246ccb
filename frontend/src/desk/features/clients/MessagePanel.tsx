/** What a message to many clients says, in every language that it was written in. */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, type Language } from '@/shared/i18n/languages';
import { Panel } from '@/shared/ui/Panel';
import type { ClientJob } from '../../records/types';
import classes from './bulk.module.css';

interface MessagePanelProps {
  message: NonNullable<ClientJob['message']>;
  author: string;
}

export function MessagePanel({ message, author }: MessagePanelProps) {
  const { t } = useTranslation('desk-clients');
  const ways = (['email', 'popup'] as const).filter((way) => message[way]);
  return (
    <Panel title={t('messages.what')}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('messages.by', { name: author })} ·{' '}
          {ways.map((way) => t(`messages.${way}`)).join(' · ')}
        </Text>
        {message.said.map(({ language, subject, text }) => (
          <div key={language} lang={language} dir="auto">
            <Text size="xs" c="dimmed">
              {LANGUAGE_NAMES[language as Language] ?? language}
            </Text>
            <Text fw={600}>{subject}</Text>
            <Text size="sm" className={classes.said}>
              {text}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
