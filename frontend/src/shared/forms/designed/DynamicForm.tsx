/** The fields of a designed form, in their groups. */
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import classes from './DynamicForm.module.css';
import type { AnswerValue, AnswerValues, FormDesign } from './design';
import { sectionsOf } from './design';
import { FieldInput, type FileSteps } from './FieldInput';

export interface DynamicFormProps {
  design: FormDesign;
  values: Readonly<AnswerValues>;
  onChange: (key: string, answer: AnswerValue) => void;
  /** The problem of a field in words, by its key. */
  errorOf?: (key: string) => ReactNode;
  /** What the answers are called in the whole form; finds the first field with a problem. */
  name?: string;
  /** How files are sent; a design without files needs none. */
  files?: FileSteps;
  disabled?: boolean;
}

export function DynamicForm({ design, name = 'answers', ...props }: DynamicFormProps) {
  const { language } = useLanguage();
  return sectionsOf(design).map(({ group, fields }) => {
    const inputs = (
      <div className={classes.fields}>
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            path={`${name}.${field.key}`}
            value={props.values[field.key] ?? null}
            onChange={(answer) => props.onChange(field.key, answer)}
            error={props.errorOf?.(field.key)}
            files={props.files}
            disabled={props.disabled}
          />
        ))}
      </div>
    );
    if (!group) return <div key="">{inputs}</div>;
    const help = pickText(group.help, language);
    return (
      <fieldset key={group.key} className={classes.group}>
        <legend className={classes.title}>{pickText(group.title, language)}</legend>
        {help ? <p className={classes.help}>{help}</p> : null}
        {inputs}
      </fieldset>
    );
  });
}

/** The props of a `DynamicForm` whose answers are the value `name` of a Mantine form. */
export function answersOf<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  name: keyof V & string = 'answers',
) {
  const plain = form as unknown as UseFormReturnType<Record<string, AnswerValues>>;
  return {
    name: name as string,
    values: plain.values[name] ?? {},
    onChange: (key: string, answer: AnswerValue) => {
      plain.setFieldValue(`${name}.${key}`, answer as never);
    },
    errorOf: (key: string): ReactNode => form.errors[`${name}.${key}`],
  };
}
