/** A text in each of the languages. */
import { Textarea } from '@mantine/core';
import { LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { join } from './check';
import classes from './editors.module.css';
import type { Json } from './schema';
import type { EditorProps } from './ValueEditor';
import { useSettingWords } from './words';

export function TranslationsEditor(props: EditorProps) {
  const { value, onChange, label, disabled, path, problems } = props;
  const words = useSettingWords();

  const texts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, Json>;
  const change = (language: string, text: string) => {
    const { [language]: _, ...rest } = texts;
    onChange(text ? { ...rest, [language]: text } : rest);
  };
  const error = (language: string) => {
    const found = problems.get(join(path, language));
    return found ? words.problem(found) : undefined;
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
            error={error(language)}
            onChange={(event) => change(language, event.currentTarget.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
