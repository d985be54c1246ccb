/** The answers that a choice offers, in their order. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldChoice } from '@/shared/forms/designed/design';
import type { Language } from '@/shared/i18n/languages';
import { type DesignProblem, freeKey, keyFrom, moved, replaced, without } from './design';
import classes from './designer.module.css';
import { Tools } from './FieldCard';
import { LocalInput } from './FieldEditor';

export interface ChoicesEditorProps {
  choices: readonly FieldChoice[];
  onChange: (choices: FieldChoice[]) => void;
  language: Language;
  path: string;
  problems: ReadonlyMap<string, DesignProblem>;
  disabled?: boolean;
}

export function ChoicesEditor(props: ChoicesEditorProps) {
  const { choices, onChange, language, path, problems, disabled } = props;
  const { t } = useTranslation('desk-designer');
  const keys = choices.map(({ key }) => key);
  const rename = (place: number, label: FieldChoice['label']) => {
    const choice = choices[place] as FieldChoice;
    const isNew = /^option_\d+$/.test(choice.key) || choice.key === keyFrom(choice.label.en ?? '');
    const wanted = isNew && label.en ? keyFrom(label.en) : '';
    const key = wanted ? freeKey(wanted, without(keys, place)) : choice.key;
    onChange(replaced(choices, place, { key, label }));
  };
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{t('choices')}</legend>
      {choices.map((choice, place) => {
        const name = t('choice', { number: place + 1 });
        const found = problems.get(`${path}.choices.${place}.label`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key changes while it is being typed
          <div key={place} className={classes.choice}>
            <LocalInput
              label={name}
              texts={choice.label}
              onTexts={(label) => rename(place, label)}
              language={language}
              error={found ? t(`problem.${found}`) : undefined}
              disabled={disabled}
            />
            {disabled ? null : (
              <div className={classes.tools}>
                <Tools
                  place={place}
                  count={choices.length}
                  name={name}
                  onMove={(to) => onChange(moved(choices, place, to))}
                  onRemove={() => onChange(without(choices, place))}
                />
              </div>
            )}
          </div>
        );
      })}
      {disabled ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() =>
            onChange([
              ...choices,
              { key: freeKey(`option_${choices.length + 1}`, keys), label: {} },
            ])
          }
        >
          {t('add_choice')}
        </Button>
      )}
    </fieldset>
  );
}
