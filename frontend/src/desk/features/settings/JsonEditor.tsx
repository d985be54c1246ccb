/** What no other editor understands, as JSON that is checked while typing. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from './schema';
import type { EditorProps } from './ValueEditor';

function parsed(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (problem) {
    if (problem instanceof SyntaxError) return null;
    throw problem;
  }
}

export function JsonEditor({ value, onChange, label, disabled }: EditorProps) {
  const { t } = useTranslation('desk-settings');
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const valid = parsed(text) !== null;
  return (
    <Textarea
      label={label || undefined}
      aria-label={label ? undefined : t('value')}
      description={t('json_hint')}
      autosize
      minRows={4}
      maxRows={24}
      dir="ltr"
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={text}
      disabled={disabled}
      error={valid ? undefined : t('problem.json')}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const next = parsed(event.currentTarget.value);
        if (next) onChange(next.value);
      }}
    />
  );
}
