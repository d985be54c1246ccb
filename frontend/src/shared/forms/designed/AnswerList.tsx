/** Answers to a designed form to be read: each by the label of its field. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay } from '@/shared/time/format';
import { FactList } from '@/shared/ui/FactList';
import classes from './DynamicForm.module.css';
import { type AnswerValue, type DesignedField, type FormDesign, sectionsOf } from './design';

export interface AnswerListProps {
  design: FormDesign;
  answers: Readonly<Record<string, AnswerValue>>;
  /** Shows a file by its id. */
  file?: (fileId: string, field: DesignedField) => ReactNode;
}

export function AnswerList({ design, answers, file }: AnswerListProps) {
  const { language } = useLanguage();
  const textOf = useAnswerText();
  return sectionsOf(design).map(({ group, fields }) => {
    const facts = fields.map((field) => {
      const answer = answers[field.key] ?? null;
      const isFile = field.type === 'file' && typeof answer === 'string' && file;
      return {
        label: pickText(field.label, language) || field.key,
        value: isFile ? file(answer, field) : <bdi>{textOf(field, answer)}</bdi>,
      };
    });
    if (!group) return <FactList key="" facts={facts} />;
    return (
      <section key={group.key}>
        <h3 className={classes.title}>{pickText(group.title, language)}</h3>
        <FactList facts={facts} />
      </section>
    );
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** One answer in words; a dash where there is none. What is masked stays as it came. */
export function useAnswerText(): (field: DesignedField, answer: AnswerValue) => string {
  const { t } = useTranslation('common');
  const { language, tag } = useLanguage();
  const country = useCountryName();
  return (field, answer) => {
    const labelled = (key: string) =>
      pickText(field.choices.find((choice) => choice.key === key)?.label, language) || key;
    if (answer === null || answer === '') return '—';
    if (typeof answer === 'boolean') return t(answer ? 'answers.yes' : 'answers.no');
    if (Array.isArray(answer)) return new Intl.ListFormat(tag).format(answer.map(labelled));
    if (field.type === 'choice') return labelled(answer);
    if (field.type === 'date' && DAY.test(answer)) return formatDay(answer, tag);
    if (field.type === 'country') return country(answer);
    return answer;
  };
}
