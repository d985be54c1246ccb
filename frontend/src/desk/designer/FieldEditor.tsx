/** All about one field: texts in the chosen language, how it is answered, and what is accepted. */
import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DesignedField, FIELD_CHECKS, type Texts } from '@/shared/forms/designed/design';
import { directionOf } from '@/shared/i18n/languages';
import { pickText } from '@/shared/i18n/localized';
import { ChoicesEditor } from './ChoicesEditor';
import { freeKey, hasChoices, isWritten, keyFrom, retyped, withText } from './design';
import classes from './designer.module.css';
import type { FieldCardProps } from './FieldCard';
import { LimitsEditor } from './LimitsEditor';

export interface FieldEditorProps extends FieldCardProps {
  path: string;
}

export function FieldEditor(props: FieldEditorProps) {
  const { field, onChange, groups, types, language, path, problems, isLasting, disabled } = props;
  const { t } = useTranslation('desk-designer');
  const set = (part: Partial<DesignedField>) => onChange({ ...field, ...part });
  const problemOf = (name: string) => {
    const found = problems.get(`${path}.${name}`);
    return found ? t(`problem.${found}`) : undefined;
  };
  const others = props.taken.filter((_, place) => place !== props.place);
  const label = (texts: Texts) => {
    // Until it is saved, a field's key follows its English label.
    const follows = !isLasting && (/^field(_\d+)?$/.test(field.key) || isMadeFrom(field));
    const wanted = follows && texts.en ? keyFrom(texts.en) : '';
    set({ label: texts, ...(wanted ? { key: freeKey(wanted, others) } : {}) });
  };
  const textual = !['yes_no', 'file', 'date'].includes(field.type) && !hasChoices(field.type);
  return (
    <div className={classes.body}>
      <LocalInput
        {...props}
        label={t('label')}
        texts={field.label}
        onTexts={label}
        error={problemOf('label')}
        required
      />
      <LocalInput
        {...props}
        label={t('help')}
        texts={field.help}
        onTexts={(help) => set({ help })}
      />
      {textual ? (
        <LocalInput
          {...props}
          label={t('placeholder')}
          texts={field.placeholder}
          onTexts={(placeholder) => set({ placeholder })}
        />
      ) : null}
      <Select
        label={t('kind')}
        description={isLasting ? t('kind_lasts') : undefined}
        data={types.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        value={field.type}
        allowDeselect={false}
        disabled={disabled || isLasting}
        onChange={(type) => onChange(retyped(field, type as DesignedField['type']))}
      />
      <TextInput
        label={t('key')}
        description={isLasting ? t('key_lasts') : t('key_hint')}
        dir="ltr"
        maxLength={40}
        value={field.key}
        error={problemOf('key')}
        disabled={disabled || isLasting}
        onChange={(event) => set({ key: event.currentTarget.value })}
      />
      {groups.length > 0 ? (
        <Select
          label={t('group')}
          data={[
            { value: '', label: t('no_group') },
            ...groups.map(({ key, title }) => ({
              value: key,
              label: pickText(title, language) || key,
            })),
          ]}
          value={field.group}
          allowDeselect={false}
          disabled={disabled}
          onChange={(group) => set({ group: group ?? '' })}
        />
      ) : null}
      {isWritten(field.type) ? (
        <Select
          label={t('check')}
          data={FIELD_CHECKS.map((check) => ({ value: check, label: t(`checks.${check}`) }))}
          value={field.check}
          allowDeselect={false}
          disabled={disabled}
          onChange={(check) => set({ check: check as DesignedField['check'] })}
        />
      ) : null}
      <LimitsEditor field={field} set={set} problemOf={problemOf} disabled={disabled} />
      <div className={classes.switches}>
        <Switch
          label={t('required')}
          checked={field.required}
          disabled={disabled}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
        <Switch
          label={t('sensitive')}
          description={t('sensitive_hint')}
          checked={field.sensitive}
          disabled={disabled}
          onChange={(event) => set({ sensitive: event.currentTarget.checked })}
        />
      </div>
      {hasChoices(field.type) ? (
        <ChoicesEditor
          choices={field.choices}
          onChange={(choices) => set({ choices })}
          language={language}
          path={path}
          problems={problems}
          disabled={disabled}
        />
      ) : null}
    </div>
  );
}

const isMadeFrom = ({ key, label }: DesignedField) =>
  key.replace(/_\d+$/, '') === keyFrom(label.en ?? '').replace(/_\d+$/, '');

interface LocalInputProps extends Pick<FieldEditorProps, 'language' | 'disabled'> {
  label: string;
  texts: Texts;
  onTexts: (texts: Texts) => void;
  error?: string;
  required?: boolean;
}

/** A text in the chosen language; the English one shows through where it is missing. */
export function LocalInput(props: LocalInputProps) {
  const { label, texts, onTexts, language, error, required, disabled } = props;
  return (
    <TextInput
      label={label}
      lang={language}
      dir={directionOf(language)}
      maxLength={500}
      required={required}
      placeholder={language === 'en' ? undefined : texts.en}
      value={texts[language] ?? ''}
      error={error}
      disabled={disabled}
      onChange={(event) => onTexts(withText(texts, language, event.currentTarget.value))}
    />
  );
}
