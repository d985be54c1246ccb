/** The form as people will see it, filled in for trial: nothing is kept. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/shared/forms/designed/checks';
import { DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { type AnswerValues, type FormDesign, todayText } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { directionOf, type Language } from '@/shared/i18n/languages';
import { readIn } from './design';
import classes from './designer.module.css';

/** Nothing can be sent from a preview. */
const NO_FILES = {
  accept: [],
  maxBytes: 1_048_576,
  steps: { ticket: () => Promise.reject(new Error('preview')), check: () => Promise.resolve() },
};

export function FormPreview({ design, language }: { design: FormDesign; language: Language }) {
  const { t } = useTranslation('desk-designer');
  const say = useAnswerWords();
  const [answers, setAnswers] = useState<AnswerValues>({});
  const today = todayText();
  // A field is judged once it was tried, as in the real form.
  const errorOf = (key: string) => {
    const field = design.fields.find((one) => one.key === key);
    if (!field || !(key in answers)) return undefined;
    const found = problemOf(field, answers[key], today);
    return found ? say(found) : undefined;
  };
  return (
    <section className={classes.preview} aria-label={t('preview')}>
      <h3 className={classes.legend}>{t('preview')}</h3>
      <p className={classes.hint}>{t('preview_hint')}</p>
      <div lang={language} dir={directionOf(language)} className={classes.sheet}>
        <DynamicForm
          design={readIn(design, language)}
          name="preview"
          values={answers}
          onChange={(key, answer) => setAnswers({ ...answers, [key]: answer })}
          errorOf={errorOf}
          files={NO_FILES}
        />
      </div>
    </section>
  );
}
