/** A text in each of the languages. */
import { Textarea } from '@mantine/core';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import classes from './editors.module.css';
import type { Json } from './schema';
import type { EditorProps } from './ValueEditor';

export function TranslationsEditor({ value, onChange, label, disabled }: EditorProps) {
  const texts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, Json>;
  const change = (language: string, text: string) => {
    const { [language]: _, ...rest } = texts;
    onChange(text ? { ...rest, [language]: text } : rest);
  };
  return (
    <fieldset className={classes.record}>
      {label ? <legend className={classes.legend}>{label}</legend> : null}
      <div className={classes.fields}>
        {LANGUAGES.map((language) => (
          <Textarea
            key={language}
            label={LANGUAGE_NAMES[language]}
            lang={language}
            dir={language === 'ar' ? 'rtl' : 'ltr'}
            autosize
            minRows={1}
            maxRows={8}
            value={String(texts[language] ?? '')}
            disabled={disabled}
            onChange={(event) => change(language, event.currentTarget.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
