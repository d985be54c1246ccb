/** A method's name and instructions in each language. */
import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { directionOf, LANGUAGE_NAMES, LANGUAGES } from '@/shared/i18n/languages';
import { withText } from '../designer/design';
import type { Method } from './methods';
import classes from './methods.module.css';

export interface MethodTextsProps {
  method: Method;
  change: (part: Partial<Method>) => void;
  disabled?: boolean;
}

export function MethodTexts({ method, change, disabled }: MethodTextsProps) {
  const { t } = useTranslation('desk-methods');
  return (
    <div className={classes.texts}>
      {LANGUAGES.map((language) => (
        <fieldset key={language} className={classes.record} lang={language}>
          <legend className={classes.legend}>{LANGUAGE_NAMES[language]}</legend>
          <TextInput
            label={t('name')}
            dir={directionOf(language)}
            value={method.name[language] ?? ''}
            maxLength={500}
            disabled={disabled}
            onChange={(event) =>
              change({ name: withText(method.name, language, event.currentTarget.value) })
            }
          />
          <Textarea
            label={t('instructions')}
            dir={directionOf(language)}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={500}
            value={method.instructions[language] ?? ''}
            disabled={disabled}
            onChange={(event) =>
              change({
                instructions: withText(method.instructions, language, event.currentTarget.value),
              })
            }
          />
        </fieldset>
      ))}
    </div>
  );
}
