/** Chooses the moment of a statement, in the reader's own time, to the second. */
import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocalText } from '@/shared/time/local';

interface MomentFormProps {
  /** The moment shown now, as the server writes it. */
  at: string | null;
  onChoose: (at: string) => void;
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function MomentForm({ at, onChoose }: MomentFormProps) {
  const { t } = useTranslation('statement');
  const [text, setText] = useState(() => toLocalText(at ? new Date(at) : new Date()));
  const chosen = new Date(text);
  const isMoment = !Number.isNaN(chosen.getTime());
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (isMoment) onChoose(chosen.toISOString());
  };
  return (
    <form onSubmit={choose}>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="datetime-local"
          step={1}
          label={t('moment')}
          description={t('moment_hint', { zone: ZONE })}
          value={text}
          max={toLocalText(new Date())}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!isMoment}>
          {t('show')}
        </Button>
      </Group>
    </form>
  );
}
