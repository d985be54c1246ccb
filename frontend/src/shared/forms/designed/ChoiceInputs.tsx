/** Fields that are answered by choosing: few answers are seen at once, many in a list. */
import { Checkbox, MultiSelect, Radio, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import type { DesignedField } from './design';
import type { PartProps, Shared } from './FieldInput';

const SHOWN_AT_ONCE = 5;

function useChoices(field: DesignedField) {
  const { language } = useLanguage();
  return field.choices.map(({ key, label }) => ({
    value: key,
    label: pickText(label, language) || key,
  }));
}

export function OneOf({ field, path, value, onChange, shared, placeholder }: PartProps) {
  const choices = useChoices(field);
  const chosen = typeof value === 'string' ? value : '';
  if (choices.length > SHOWN_AT_ONCE) {
    return (
      <Select
        {...shared}
        data-path={path}
        data={choices}
        placeholder={placeholder}
        searchable
        clearable={!field.required}
        allowDeselect={!field.required}
        value={chosen || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  }
  return (
    <Radios shared={shared} path={path} value={chosen} choices={choices} onChange={onChange} />
  );
}

interface RadiosProps {
  shared: Shared;
  path: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Radios({ shared, path, value, choices, onChange }: RadiosProps) {
  const { disabled, ...group } = shared;
  return (
    <Radio.Group {...group} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {choices.map((choice, place) => (
          <Radio
            key={choice.value}
            data-path={place === 0 ? path : undefined}
            value={choice.value}
            label={choice.label}
            disabled={disabled}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function YesNo({ path, value, onChange, shared }: PartProps) {
  const { t } = useTranslation('common');
  const choices = [
    { value: 'yes', label: t('answers.yes') },
    { value: 'no', label: t('answers.no') },
  ];
  const chosen = value === null ? '' : value ? 'yes' : 'no';
  return (
    <Radios
      shared={shared}
      path={path}
      value={chosen}
      choices={choices}
      onChange={(next) => onChange(next === 'yes')}
    />
  );
}

export function SomeOf({ field, path, value, onChange, shared, placeholder }: PartProps) {
  const choices = useChoices(field);
  const ticked = Array.isArray(value) ? value : [];
  if (choices.length > SHOWN_AT_ONCE) {
    return (
      <MultiSelect
        {...shared}
        data-path={path}
        data={choices}
        placeholder={ticked.length > 0 ? undefined : placeholder}
        searchable
        value={ticked}
        onChange={onChange}
      />
    );
  }
  const { disabled, ...group } = shared;
  return (
    <Checkbox.Group {...group} value={ticked} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        {choices.map((choice, place) => (
          <Checkbox
            key={choice.value}
            data-path={place === 0 ? path : undefined}
            value={choice.value}
            label={choice.label}
            disabled={disabled}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
