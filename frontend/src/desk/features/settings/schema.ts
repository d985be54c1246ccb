/**
 * What a setting's JSON schema asks for, reduced to the handful of editors that we have. A schema
 * none of them understands is edited as JSON, so every setting can always be changed.
 */

import type { FieldType } from '@/shared/forms/designed/design';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  enum?: Json[];
  const?: Json;
  anyOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  default?: Json;
  description?: string;
  title?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  uniqueItems?: boolean;
  /** Which types of fields a design may ask for. */
  'x-field-types'?: FieldType[];
}

export type Kind =
  | { kind: 'switch' }
  | { kind: 'number'; whole: boolean }
  | { kind: 'text' }
  | { kind: 'choice'; options: string[] }
  | { kind: 'fixed'; value: Json }
  | { kind: 'optional'; inner: Schema }
  | { kind: 'translations' }
  | { kind: 'money' }
  | { kind: 'choices'; options: string[] }
  | { kind: 'texts' }
  | { kind: 'numbers' }
  | { kind: 'list'; item: Schema }
  | { kind: 'record'; fields: Record<string, Schema>; required: string[] }
  | { kind: 'form'; types?: FieldType[] }
  | { kind: 'form_fields'; types?: FieldType[] }
  | { kind: 'json' };

/** Follows references; `root` holds the definitions. */
export function resolved(schema: Schema, root: Schema): Schema {
  const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined;
  const name = (schema.$ref ?? only?.$ref)?.split('/').pop();
  const target = name ? root.$defs?.[name] : undefined;
  if (!target) return schema;
  const { $ref: _, allOf: __, ...own } = schema;
  return resolved({ ...target, ...own }, root);
}

const isTexts = (values: Json[] | undefined): values is string[] =>
  values?.every((value) => typeof value === 'string') ?? false;

function kindOfAny(options: Schema[], root: Schema): Kind {
  const real = options.filter((option) => option.type !== 'null');
  const [first] = real;
  if (first && real.length === 1) return { kind: 'optional', inner: first };
  // An exact decimal is declared as "number or text"; we always write it as text.
  const types = new Set(real.map((option) => resolved(option, root).type));
  const isDecimal = types.size === 2 && types.has('number') && types.has('string');
  return isDecimal ? { kind: 'text' } : { kind: 'json' };
}

function kindOfArray(schema: Schema, root: Schema): Kind {
  const item = resolved(schema.items ?? {}, root);
  if (isTexts(item.enum)) return { kind: 'choices', options: item.enum };
  if (item.type === 'string') return { kind: 'texts' };
  if (item.type === 'integer') return { kind: 'numbers' };
  if (isDesignedField(item)) return { kind: 'form_fields', types: schema['x-field-types'] };
  return item.type === 'object' ? { kind: 'list', item } : { kind: 'json' };
}

const isDesignedField = ({ properties = {} }: Schema): boolean =>
  'placeholder' in properties && 'choices' in properties;

const MONEY = ['currency', 'minor'];
const DESIGN = ['fields', 'groups'];

function kindOfObject(schema: Schema): Kind {
  const names = Object.keys(schema.properties ?? {}).sort();
  if (names.join() === MONEY.join()) return { kind: 'money' };
  if (names.join() === DESIGN.join()) return { kind: 'form', types: schema['x-field-types'] };
  if (schema.properties) {
    return { kind: 'record', fields: schema.properties, required: schema.required ?? [] };
  }
  const values = schema.additionalProperties;
  const isTextMap = typeof values === 'object' && values.type === 'string';
  return isTextMap ? { kind: 'translations' } : { kind: 'json' };
}

export function kindOf(given: Schema, root: Schema): Kind {
  const schema = resolved(given, root);
  if (schema.const !== undefined) return { kind: 'fixed', value: schema.const };
  if (isTexts(schema.enum)) return { kind: 'choice', options: schema.enum };
  if (schema.anyOf) return kindOfAny(schema.anyOf, root);
  if (schema.type === 'boolean') return { kind: 'switch' };
  if (schema.type === 'integer') return { kind: 'number', whole: true };
  if (schema.type === 'number') return { kind: 'number', whole: false };
  if (schema.type === 'string') return { kind: 'text' };
  if (schema.type === 'array') return kindOfArray(schema, root);
  return schema.type === 'object' ? kindOfObject(schema) : { kind: 'json' };
}

const SIMPLE = new Set(['switch', 'number', 'text', 'choice', 'choices', 'texts']);

/** Can be changed in one line of the list of settings. */
export const isSimple = (schema: Schema): boolean => SIMPLE.has(kindOf(schema, schema).kind);

/** A value to start from: defaults where there are any, otherwise empty. */
export function blankOf(given: Schema, root: Schema): Json {
  const schema = resolved(given, root);
  if (schema.default !== undefined) return structuredClone(schema.default);
  const kind = kindOf(schema, root);
  switch (kind.kind) {
    case 'switch':
      return false;
    case 'number':
      return schema.minimum ?? 0;
    case 'text':
      return '';
    case 'choice':
      return kind.options[0] ?? '';
    case 'fixed':
      return kind.value;
    case 'optional':
    case 'json':
      return null;
    case 'record':
      return Object.fromEntries(
        Object.entries(kind.fields).map(([name, field]) => [name, blankOf(field, root)]),
      );
    case 'translations':
      return {};
    case 'form':
      return { fields: [], groups: [] };
    case 'money':
      return { minor: 0, currency: 'USD' };
    default:
      return [];
  }
}

/** `value` with the part at `path` replaced; nothing that is not on the path is copied. */
export function withPart(value: Json, path: readonly (string | number)[], part: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return part;
  if (Array.isArray(value)) {
    return value.map((old, place) => (place === name ? withPart(old, rest, part) : old));
  }
  const record = typeof value === 'object' && value !== null ? value : {};
  return { ...record, [name]: withPart(record[name] ?? null, rest, part) };
}

export const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
