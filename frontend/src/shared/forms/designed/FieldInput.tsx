/** One field of a designed form. */
import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { FileUpload, type UploadSteps } from '@/shared/upload/FileUpload';
import { useCountryChoices } from '../countries';
import { readDecimal } from '../decimalText';
import { OneOf, SomeOf, YesNo } from './ChoiceInputs';
import classes from './DynamicForm.module.css';
import { type AnswerValue, type DesignedField, dayOf, todayText } from './design';

export interface FileSteps {
  /** MIME types that are taken. */
  accept: string[];
  maxBytes: number;
  steps: UploadSteps;
  /** The names of files that were accepted on an earlier visit, by their id. */
  kept?: Readonly<Record<string, string>>;
}

export interface FieldInputProps {
  field: DesignedField;
  /** Its name in the whole form. */
  path: string;
  value: AnswerValue;
  onChange: (answer: AnswerValue) => void;
  error?: ReactNode;
  files?: FileSteps;
  disabled?: boolean;
}

export function FieldInput(props: FieldInputProps) {
  const { language } = useLanguage();
  const { field } = props;
  const words = {
    label: pickText(field.label, language) || field.key,
    description: pickText(field.help, language) || undefined,
    placeholder: pickText(field.placeholder, language) || undefined,
  };
  const shared = {
    label: words.label,
    description: words.description,
    required: field.required,
    error: props.error,
    disabled: props.disabled,
  };
  switch (field.type) {
    case 'yes_no':
      return <YesNo {...props} shared={shared} />;
    case 'choice':
      return <OneOf {...props} shared={shared} placeholder={words.placeholder} />;
    case 'choices':
      return <SomeOf {...props} shared={shared} placeholder={words.placeholder} />;
    case 'country':
      return <Country {...props} shared={shared} placeholder={words.placeholder} />;
    case 'file':
      return <File {...props} label={words.label} description={words.description} />;
    default:
      return <Written {...props} shared={shared} placeholder={words.placeholder} />;
  }
}

export interface Shared {
  label: string;
  description?: string;
  required: boolean;
  error?: ReactNode;
  disabled?: boolean;
}

export interface PartProps extends FieldInputProps {
  shared: Shared;
  placeholder?: string;
}

function Written({ field, path, value, onChange, shared, placeholder }: PartProps) {
  const text = typeof value === 'string' ? value : '';
  const naming = { ...shared, placeholder, 'data-path': path, autoComplete: 'off', value: text };
  if (field.type === 'long_text') {
    return (
      <Textarea
        {...naming}
        className={classes.wide}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={field.max_length ?? 2000}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (field.type === 'date') {
    const today = todayText();
    return (
      <TextInput
        {...naming}
        type="date"
        min={dayOf(field.earliest, today) ?? undefined}
        max={dayOf(field.latest, today) ?? undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const isNumber = field.type === 'number';
  return (
    <TextInput
      {...naming}
      inputMode={isNumber ? 'decimal' : undefined}
      maxLength={isNumber ? undefined : (field.max_length ?? 200)}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        if (!isNumber) onChange(typed);
        else {
          const sign = typed.trim().startsWith('-') ? '-' : '';
          const number = readDecimal(typed.trim().replace(/^-/, ''), field.decimals);
          if (number !== null) onChange(sign + number);
        }
      }}
    />
  );
}

function Country({ field, path, value, onChange, shared, placeholder }: PartProps) {
  const { t } = useTranslation('common');
  const { nationalities } = useCountryChoices();
  return (
    <Select
      {...shared}
      data-path={path}
      data={nationalities}
      placeholder={placeholder ?? t('answers.choose_country')}
      nothingFoundMessage={t('answers.no_country')}
      searchable
      clearable={!field.required}
      allowDeselect={!field.required}
      comboboxProps={{ keepMounted: false }}
      value={typeof value === 'string' && value ? value : null}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

interface FileProps extends FieldInputProps {
  label: string;
  description?: string;
}

function File({ field, value, onChange, error, files, label, description }: FileProps) {
  if (!files) return null;
  return (
    <div className={classes.wide}>
      <FileUpload
        label={label}
        description={description}
        required={field.required}
        accept={files.accept}
        maxBytes={files.maxBytes}
        steps={files.steps}
        kept={files.kept?.[String(value)]}
        error={error ? String(error) : undefined}
        onChange={(fileId) => onChange(fileId ?? '')}
      />
    </div>
  );
}
