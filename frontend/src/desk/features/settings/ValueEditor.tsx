/** An editor made from a JSON schema: simple values as fields, records and lists nested. */
import { Checkbox, Group, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { FormSkeleton } from '@/shared/ui/skeletons';
import type { Problems } from './check';
import { JsonEditor } from './JsonEditor';
import { ListEditor } from './ListEditor';
import { MoneyEditor } from './MoneyEditor';
import { OptionalEditor } from './OptionalEditor';
import { PeopleEditor, usePeople } from './PeopleEditor';
import { RecordEditor } from './RecordEditor';
import { type Json, kindOf, resolved, type Schema } from './schema';
import { TranslationsEditor } from './TranslationsEditor';
import { useSettingWords } from './words';

const DesignEditor = lazy(() => import('./DesignEditor'));

export interface EditorProps {
  schema: Schema;
  /** Holds the definitions that `schema` refers to. */
  root: Schema;
  value: Json;
  onChange: (value: Json) => void;
  /** Where in the setting, as in `problems`. */
  path: string;
  problems: Problems;
  /** Empty when something around it names it. */
  label: string;
  disabled?: boolean;
}

const COLOUR = '^#[0-9a-f]{6}$';

export function ValueEditor(props: EditorProps) {
  const { schema, root } = props;
  const kind = kindOf(schema, root);
  switch (kind.kind) {
    case 'record':
      return <RecordEditor {...props} fields={kind.fields} />;
    case 'list':
      return <ListEditor {...props} item={kind.item} />;
    case 'optional':
      return <OptionalEditor {...props} inner={kind.inner} />;
    case 'translations':
      return <TranslationsEditor {...props} />;
    case 'money':
      return <MoneyEditor {...props} />;
    case 'form':
    case 'form_fields':
      return (
        <Suspense fallback={<FormSkeleton fields={4} />}>
          <DesignEditor {...props} types={kind.types} grouped={kind.kind === 'form'} />
        </Suspense>
      );
    case 'json':
      return <JsonEditor {...props} />;
    case 'fixed':
      return <FixedValue label={props.label} value={String(kind.value)} />;
    default:
      return <SimpleEditor {...props} schema={resolved(schema, root)} />;
  }
}

/** A value that the schema leaves no choice about. */
function FixedValue({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('desk-settings');
  return (
    <TextInput
      label={label || undefined}
      aria-label={label ? undefined : t('value')}
      value={value}
      disabled
    />
  );
}

function SimpleEditor(props: EditorProps) {
  const { schema, root, value, onChange, label, disabled } = props;
  const words = useSettingWords();
  const { t } = useTranslation('desk-settings');
  const kind = kindOf(schema, root);
  const found = props.problems.get(props.path);
  const error = found ? words.problem(found) : undefined;
  const people = usePeople(props.path);
  const naming = label ? { label } : { 'aria-label': t('value') };
  if (people) return <PeopleEditor {...props} people={people} many={kind.kind === 'texts'} />;
  if (kind.kind === 'switch') {
    return (
      <Switch
        {...naming}
        checked={value === true}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (kind.kind === 'number') {
    return (
      <NumberInput
        {...naming}
        value={typeof value === 'number' ? value : ''}
        min={schema.minimum}
        max={schema.maximum}
        clampBehavior="none"
        allowDecimal={!kind.whole}
        disabled={disabled}
        error={error}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    );
  }
  if (kind.kind === 'choice') {
    return (
      <Select
        {...naming}
        data={kind.options.map((option) => ({ value: option, label: words.choice(option) }))}
        value={typeof value === 'string' ? value : null}
        allowDeselect={false}
        disabled={disabled}
        error={error}
        onChange={(next) => onChange(next)}
      />
    );
  }
  if (kind.kind === 'choices') return <ChoicesEditor {...props} options={kind.options} />;
  if (kind.kind === 'texts' || kind.kind === 'numbers') {
    const texts = Array.isArray(value) ? value.map(String) : [];
    return (
      <TagsInput
        {...naming}
        description={t('tags_hint')}
        value={texts}
        disabled={disabled}
        error={error}
        clearable={false}
        onChange={(next) =>
          onChange(kind.kind === 'numbers' ? next.map(Number).filter(Number.isSafeInteger) : next)
        }
      />
    );
  }
  return (
    <TextInput
      {...naming}
      value={value === null ? '' : String(value)}
      disabled={disabled}
      error={error}
      maxLength={schema.maxLength}
      autoComplete="off"
      leftSection={schema.pattern === COLOUR ? <Swatch colour={String(value)} /> : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Swatch({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden
      style={{ width: 16, height: 16, borderRadius: 4, background: colour, display: 'block' }}
    />
  );
}

/** Ticks keep the order of the options: it means nothing in a set. */
function ChoicesEditor({
  value,
  onChange,
  label,
  disabled,
  options,
  problems,
  path,
}: EditorProps & { options: string[] }) {
  const words = useSettingWords();
  const { t } = useTranslation('desk-settings');
  const ticked = Array.isArray(value) ? value.map(String) : [];
  const found = problems.get(path);
  return (
    <Checkbox.Group
      label={label || undefined}
      aria-label={label ? undefined : t('value')}
      value={ticked}
      error={found ? words.problem(found) : undefined}
      onChange={(next) => onChange(options.filter((option) => next.includes(option)))}
    >
      <Group gap="lg" mt={4}>
        {options.map((option) => (
          <Checkbox
            key={option}
            size="sm"
            value={option}
            label={words.choice(option)}
            disabled={disabled}
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
