import { describe, expect, it } from 'vitest';
import { problemsOf } from '@/desk/features/settings/check';
import { fieldsToFill } from '@/desk/features/settings/flow';
import { blankOf, isSimple, kindOf, type Schema, withPart } from '@/desk/features/settings/schema';

/** As pydantic writes it for a list of methods with currencies. */
const METHODS: Schema = {
  $defs: {
    Kind: { type: 'string', enum: ['manual', 'online'] },
    Fee: {
      type: 'object',
      properties: {
        percent: { anyOf: [{ type: 'number' }, { type: 'string' }], default: '0' },
        cap: { anyOf: [{ type: 'string', pattern: '^[0-9]+$' }, { type: 'null' }], default: null },
      },
    },
    Method: {
      type: 'object',
      properties: {
        id: { type: 'string', pattern: '^[a-z]+$' },
        kind: { $ref: '#/$defs/Kind', default: 'manual' },
        name: { type: 'object', additionalProperties: { type: 'string' } },
        fee: { $ref: '#/$defs/Fee' },
        leverages: { type: 'array', items: { type: 'integer' } },
      },
      required: ['id', 'name', 'fee'],
    },
  },
  type: 'array',
  items: { $ref: '#/$defs/Method' },
};

const method = () => ({
  id: 'card',
  kind: 'online',
  name: { en: 'Card' },
  fee: { percent: '2.5', cap: '75' },
  leverages: [100],
});

describe('the editor for a schema', () => {
  const fieldsOf = (schema: Schema) => {
    const list = kindOf(schema, schema);
    if (list.kind !== 'list') throw new Error('not a list');
    const record = kindOf(list.item, schema);
    if (record.kind !== 'record') throw new Error('not a record');
    return record.fields;
  };

  it('finds lists, records, choices, translations and numbers behind references', () => {
    const kinds = Object.entries(fieldsOf(METHODS)).map(([name, field]) => [
      name,
      kindOf(field, METHODS).kind,
    ]);
    expect(Object.fromEntries(kinds)).toEqual({
      id: 'text',
      kind: 'choice',
      name: 'translations',
      fee: 'record',
      leverages: 'numbers',
    });
  });

  it('writes exact decimals as text, and knows what may be absent', () => {
    const fee = METHODS.$defs?.Fee?.properties ?? {};
    expect(kindOf(fee.percent as Schema, METHODS).kind).toBe('text');
    expect(kindOf(fee.cap as Schema, METHODS).kind).toBe('optional');
  });

  it('knows amounts of money', () => {
    const money = {
      type: 'object',
      properties: { minor: { type: 'integer' }, currency: { type: 'string' } },
    };
    expect(kindOf(money, money).kind).toBe('money');
  });

  it('falls back to JSON for what no editor understands', () => {
    const odd: Schema = { anyOf: [{ type: 'integer' }, { type: 'object' }] };
    expect(kindOf(odd, odd).kind).toBe('json');
  });

  it('tells what can be changed in one line', () => {
    expect(isSimple({ type: 'integer' })).toBe(true);
    expect(isSimple({ type: 'array', items: { type: 'string', enum: ['en', 'zh'] } })).toBe(true);
    expect(isSimple(METHODS)).toBe(false);
  });
});

describe('a new entry', () => {
  it('starts with the defaults, and empty where there are none', () => {
    expect(blankOf({ $ref: '#/$defs/Method' }, METHODS)).toEqual({
      id: '',
      kind: 'manual',
      name: {},
      fee: { percent: '0', cap: null },
      leverages: [],
    });
  });
});

describe('changing a part', () => {
  it('leaves everything else as it is', () => {
    const before = [method(), method()];
    const after = withPart(before, [1, 'fee', 'percent'], '3') as typeof before;
    expect(after[1]?.fee).toEqual({ percent: '3', cap: '75' });
    expect(after[0]).toBe(before[0]);
    expect(before[1]?.fee.percent).toBe('2.5');
  });
});

describe('checking before sending', () => {
  it('accepts what fits', () => {
    expect(problemsOf([method()], METHODS).size).toBe(0);
  });

  it('names the place of each fault', () => {
    const broken = [method(), { ...method(), id: 'No Good', fee: { percent: '1', cap: 'much' } }];
    expect(problemsOf(broken, METHODS)).toEqual(
      new Map([
        ['1.id', { code: 'pattern' }],
        ['1.fee.cap', { code: 'pattern' }],
      ]),
    );
  });

  it('misses what is required', () => {
    const { name: _, ...nameless } = method();
    expect(problemsOf([nameless], METHODS)).toEqual(new Map([['0.name', { code: 'required' }]]));
  });

  it('keeps numbers within their bounds, and whole', () => {
    const hours: Schema = { type: 'integer', minimum: 3, maximum: 168 };
    const of = (value: number | null) => problemsOf(value, hours).get('');
    expect(of(12)).toBeUndefined();
    expect(of(2)).toEqual({ code: 'at_least', limit: 3 });
    expect(of(200)).toEqual({ code: 'at_most', limit: 168 });
    expect(of(3.5)).toEqual({ code: 'whole' });
    expect(of(null)).toEqual({ code: 'required' });
  });

  it('counts the entries of a list', () => {
    const languages: Schema = {
      type: 'array',
      items: { type: 'string', enum: ['en'] },
      minItems: 1,
    };
    expect(problemsOf([], languages).get('')).toEqual({ code: 'more', limit: 1 });
  });

  it('leaves a pattern that browsers do not speak to the server', () => {
    expect(problemsOf('x', { type: 'string', pattern: '(?P<name>y)' }).size).toBe(0);
  });

  it('looks at a text in several languages one by one', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        heading: {
          type: 'object',
          additionalProperties: { type: 'string', maxLength: 5, pattern: '\\S' },
        },
      },
    };
    const value = { heading: { en: 'Bring a friend', zh: '  ', ar: 'ok' } };
    expect([...problemsOf(value, schema)]).toEqual([
      ['heading.en', { code: 'shorter', limit: 5 }],
      ['heading.zh', { code: 'pattern' }],
    ]);
  });
});

describe('an approval path', () => {
  it('does not ask for its number, while other versions are asked for', () => {
    const version: Schema = { type: 'integer' };
    const names = (fields: Record<string, Schema>) => fieldsToFill(fields).map(([name]) => name);
    expect(names({ version, nodes: { type: 'array' } })).toEqual(['nodes']);
    expect(names({ version, document: { type: 'string' } })).toEqual(['version', 'document']);
  });
});
