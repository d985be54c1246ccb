/** Changes to the design of a form, and what is wrong with one before the server is asked. */
import {
  type DesignedField,
  FIELD_TYPES,
  type FieldType,
  type FormDesign,
  type Texts,
} from '@/shared/forms/designed/design';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const CHOOSING: readonly FieldType[] = ['choice', 'choices'];

export const hasChoices = (type: FieldType): boolean => CHOOSING.includes(type);
export const isWritten = (type: FieldType): boolean => type === 'text' || type === 'long_text';

/** `Years of trading` as `years_of_trading`; empty when nothing of it can stand in a key. */
export function keyFrom(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);
}

/** A key that `taken` does not hold, made from `wanted`. */
export function freeKey(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

export const newField = (key: string, type: FieldType): DesignedField =>
  retyped(
    {
      key,
      label: {},
      type,
      required: true,
      check: 'none',
      sensitive: false,
      help: {},
      placeholder: {},
      group: '',
      choices: [],
      min_length: null,
      max_length: null,
      minimum: null,
      maximum: null,
      decimals: 0,
      earliest: null,
      latest: null,
    },
    type,
  );

/** The field as one of another type, without what the new type has no use for. */
export function retyped(field: DesignedField, type: FieldType): DesignedField {
  const written = isWritten(type);
  const isNumber = type === 'number';
  const isDate = type === 'date';
  const kept = hasChoices(type) ? field.choices : [];
  return {
    ...field,
    type,
    check: written ? field.check : 'none',
    min_length: written ? field.min_length : null,
    max_length: written ? field.max_length : null,
    minimum: isNumber ? field.minimum : null,
    maximum: isNumber ? field.maximum : null,
    decimals: isNumber ? field.decimals : 0,
    earliest: isDate ? field.earliest : null,
    latest: isDate ? field.latest : null,
    choices: hasChoices(type) && kept.length === 0 ? [{ key: 'option_1', label: {} }] : kept,
  };
}

/** A design from a setting's value, which is one or a plain list of fields. */
export function designOf(value: unknown): FormDesign {
  const whole = (Array.isArray(value) ? { fields: value } : (value ?? {})) as Partial<FormDesign>;
  return {
    // What was stored before a property existed gets the property's default.
    fields: (whole.fields ?? []).map((one) => ({
      ...newField(one.key, one.type ?? 'text'),
      ...one,
    })),
    groups: (whole.groups ?? []).map((one) => ({ ...one, help: one.help ?? {} })),
  };
}

/** A list with one item moved to another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

export const replaced = <T>(items: readonly T[], place: number, item: T): T[] =>
  items.map((one, other) => (other === place ? item : one));

export const without = <T>(items: readonly T[], place: number): T[] =>
  items.filter((_, other) => other !== place);

/** The text in one language, taken out when it is empty. */
export function withText(texts: Texts, language: string, text: string): Texts {
  const { [language]: _, ...others } = texts;
  return text ? { ...others, [language]: text } : others;
}

export type DesignProblem = 'required' | 'pattern' | 'duplicate' | 'order';

function ofKeys(
  items: readonly { key: string }[],
  path: string,
  found: Map<string, DesignProblem>,
): void {
  items.forEach(({ key }, place) => {
    const isSecond = items.slice(0, place).some((other) => other.key === key);
    if (!KEY.test(key)) found.set(`${path}.${place}.key`, key ? 'pattern' : 'required');
    else if (isSecond) found.set(`${path}.${place}.key`, 'duplicate');
  });
}

/** Problems by path, such as `fields.2.label`. English must be there: it stands in for the rest. */
export function problemsOfDesign(design: FormDesign): Map<string, DesignProblem> {
  const found = new Map<string, DesignProblem>();
  ofKeys(design.fields, 'fields', found);
  ofKeys(design.groups, 'groups', found);
  design.groups.forEach(({ title }, place) => {
    if (!title.en?.trim()) found.set(`groups.${place}.title`, 'required');
  });
  design.fields.forEach((field, place) => {
    const path = `fields.${place}`;
    if (!field.label.en?.trim()) found.set(`${path}.label`, 'required');
    ofKeys(field.choices, `${path}.choices`, found);
    field.choices.forEach(({ label }, at) => {
      if (!label.en?.trim()) found.set(`${path}.choices.${at}.label`, 'required');
    });
    if (hasChoices(field.type) && field.choices.length === 0) {
      found.set(`${path}.choices`, 'required');
    }
    const { min_length: low, max_length: high } = field;
    if (low !== null && high !== null && low > high) found.set(`${path}.max_length`, 'order');
  });
  return found;
}

/** Every text replaced by the one that a reader of `language` would see. */
export function readIn(design: FormDesign, language: string): FormDesign {
  const one = (texts: Texts): Texts => {
    const text = texts[language] || texts.en || Object.values(texts)[0] || '';
    return { en: text, zh: text, ar: text };
  };
  return {
    groups: design.groups.map((group) => ({
      ...group,
      title: one(group.title),
      help: one(group.help),
    })),
    fields: design.fields.map((field) => ({
      ...field,
      label: one(field.label),
      help: one(field.help),
      placeholder: one(field.placeholder),
      choices: field.choices.map((choice) => ({ ...choice, label: one(choice.label) })),
    })),
  };
}

export const allTypes: readonly FieldType[] = FIELD_TYPES;
