/** A form that the broker has designed, as the API gives it, and the answers to it. */
export const FIELD_TYPES = [
  'text',
  'long_text',
  'number',
  'date',
  'choice',
  'choices',
  'yes_no',
  'country',
  'file',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const FIELD_CHECKS = [
  'none',
  'letters',
  'latin',
  'digits',
  'letters_digits',
  'email',
  'web_address',
  'iban',
  'bic',
  'bitcoin',
] as const;
export type FieldCheck = (typeof FIELD_CHECKS)[number];

/** By language; `pickText` chooses. */
export type Texts = Record<string, string>;

export interface FieldChoice {
  key: string;
  label: Texts;
}

export interface FieldGroup {
  key: string;
  title: Texts;
  help: Texts;
}

export interface DesignedField {
  key: string;
  label: Texts;
  type: FieldType;
  required: boolean;
  check: FieldCheck;
  sensitive: boolean;
  help: Texts;
  placeholder: Texts;
  group: string;
  choices: FieldChoice[];
  min_length: number | null;
  max_length: number | null;
  minimum: string | null;
  maximum: string | null;
  decimals: number;
  earliest: string | null;
  latest: string | null;
}

export interface FormDesign {
  fields: DesignedField[];
  groups: FieldGroup[];
}

/** While a form is open every field has an answer; null is an undecided yes or no. */
export type AnswerValue = string | boolean | string[] | null;
export type AnswerValues = Record<string, AnswerValue>;
export type GivenAnswers = Record<string, string | boolean | string[]>;

function emptyAnswer(field: DesignedField): AnswerValue {
  if (field.type === 'yes_no') return null;
  return field.type === 'choices' ? [] : '';
}

/** The answers to begin with: those known already, the rest empty. */
export const startingAnswers = (
  fields: readonly DesignedField[],
  known: Readonly<AnswerValues> = {},
): AnswerValues =>
  Object.fromEntries(fields.map((one) => [one.key, known[one.key] ?? emptyAnswer(one)]));

/** The answers to begin another form with: those to questions that both ask in the same way. */
export function carriedOver(
  from: FormDesign,
  to: FormDesign,
  values: Readonly<AnswerValues>,
): AnswerValues {
  const types = new Map(from.fields.map(({ key, type }) => [key, type]));
  const known = to.fields
    .filter(({ key, type }) => types.get(key) === type)
    .map(({ key }) => [key, values[key] ?? null] as const);
  return startingAnswers(to.fields, Object.fromEntries(known));
}

export const isEmpty = (answer: AnswerValue | undefined): boolean =>
  answer === null ||
  answer === undefined ||
  (typeof answer === 'string'
    ? answer.trim() === ''
    : Array.isArray(answer) && answer.length === 0);

/** What is sent: the answers to these fields that are not empty. */
export function givenAnswers(
  fields: readonly DesignedField[],
  values: Readonly<AnswerValues>,
): GivenAnswers {
  const given: GivenAnswers = {};
  for (const { key } of fields) {
    const answer = values[key];
    if (isEmpty(answer) || answer === null || answer === undefined) continue;
    given[key] = typeof answer === 'string' ? answer.trim() : answer;
  }
  return given;
}

/** The same where every field is answered by one text, as those of payment methods are. */
export const textAnswers = (
  fields: readonly DesignedField[],
  values: Readonly<AnswerValues>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(givenAnswers(fields, values)).map(([key, answer]) => [key, String(answer)]),
  );

/** What a correction sends: the answers that differ, an empty text for one that is taken away. */
export function changedAnswers(
  fields: readonly DesignedField[],
  before: Readonly<AnswerValues>,
  after: Readonly<AnswerValues>,
): GivenAnswers {
  const given = givenAnswers(fields, after);
  const differing = fields.filter(
    ({ key }) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return Object.fromEntries(differing.map(({ key }) => [key, given[key] ?? '']));
}

export interface Section {
  group: FieldGroup | null;
  fields: DesignedField[];
}

/** Fields in their groups: those of none first, then the groups in the broker's order. */
export function sectionsOf(design: FormDesign): Section[] {
  const within = (key: string) => design.fields.filter((one) => one.group === key);
  return [
    { group: null, fields: within('') },
    ...design.groups.map((group) => ({ group, fields: within(group.key) })),
  ].filter(({ fields }) => fields.length > 0);
}

/** The day (`YYYY-MM-DD`) of a limit that may count from today, such as `today-18y`. */
export function dayOf(limit: string | null, today: string): string | null {
  if (!limit?.startsWith('today')) return limit;
  const [, sign = '', unit = ''] = /^today([+-]\d+)([dmy])$/.exec(limit) ?? [];
  if (!unit) return today;
  const count = Number(sign);
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  if (unit === 'd') return iso(new Date(Date.UTC(year, month - 1, day + count)));
  const months = year * 12 + month - 1 + count * (unit === 'y' ? 12 : 1);
  const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return iso(new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, last))));
}

const iso = (day: Date) => day.toISOString().slice(0, 10);

export const todayText = () => iso(new Date());
