import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  designOf,
  freeKey,
  keyFrom,
  newField,
  problemsOfDesign,
  retyped,
} from '@/desk/designer/design';
import { FormDesigner } from '@/desk/designer/FormDesigner';
import { problemsOf } from '@/desk/features/settings/check';
import { kindOf, type Schema } from '@/desk/features/settings/schema';
import type { DesignedField, FormDesign } from '@/shared/forms/designed/design';
import { renderPage } from '../kit/render';

let design: FormDesign;

function Page({ start }: { start: FormDesign }) {
  const [value, setValue] = useState(start);
  design = value;
  return <FormDesigner value={value} onChange={setValue} types={['text', 'choice', 'date']} />;
}

const start = (): FormDesign => ({
  fields: [
    { ...newField('source', 'text'), label: { en: 'Where from' } },
    { ...newField('born', 'date'), label: { en: 'Born' } },
  ],
  groups: [],
});
const open = (given: FormDesign = start()) =>
  renderPage(() => <Page start={given} />, '/list', 'en', ['desk-designer']);

beforeEach(() => {
  design = { fields: [], groups: [] };
});

describe('the designer of forms', () => {
  it('adds a field whose key follows its English label until it is saved', async () => {
    await open();
    fireEvent.click(screen.getByText('Add field'));
    expect(screen.queryByRole('menuitem', { name: 'File' })).toBeNull();
    fireEvent.click(await screen.findByRole('menuitem', { name: 'One of several' }));
    fireEvent.change(screen.getByLabelText(/^Label/), { target: { value: 'Years of trading' } });
    fireEvent.change(screen.getByLabelText('Answer 1'), { target: { value: 'Up to two' } });
    expect(design.fields[2]).toMatchObject({
      key: 'years_of_trading',
      type: 'choice',
      label: { en: 'Years of trading' },
      choices: [{ key: 'up_to_two', label: { en: 'Up to two' } }],
    });
  });

  it('keeps the key and the kind of a field that was saved, whatever its label becomes', async () => {
    await open();
    fireEvent.click(screen.getByRole('button', { name: /^Where from/ }));
    fireEvent.change(screen.getByLabelText(/^Label/), { target: { value: 'Source of funds' } });
    expect(design.fields[0]).toMatchObject({ key: 'source', label: { en: 'Source of funds' } });
    expect(screen.getByLabelText(/^Key/)).toBeDisabled();
    expect(screen.getByLabelText(/^How it is answered/)).toBeDisabled();
  });

  it('changes the order by buttons that the keyboard reaches', async () => {
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Move down: Where from' }));
    expect(design.fields.map(({ key }) => key)).toEqual(['born', 'source']);
    expect(screen.getByRole('button', { name: 'Move up: Born' })).toBeDisabled();
  });

  it('writes texts in the chosen language and shows the form as its readers will see it', async () => {
    await open();
    fireEvent.click(screen.getByRole('radio', { name: '简体中文' }));
    fireEvent.click(screen.getByRole('button', { name: /^Where from/ }));
    fireEvent.change(screen.getByLabelText(/^Label/), { target: { value: '资金来源' } });
    expect(design.fields[0]?.label).toEqual({ en: 'Where from', zh: '资金来源' });
    const preview = within(screen.getByRole('region', { name: 'Preview' }));
    expect(preview.getByText('资金来源')).toBeInTheDocument();
    // What has no Chinese text yet is read in English.
    expect(preview.getByText('Born')).toBeInTheDocument();
  });

  it('puts fields into groups, and leaves them outside when their group goes', async () => {
    await open({
      fields: [{ ...newField('source', 'text'), label: { en: 'From' }, group: 'money' }],
      groups: [{ key: 'money', title: { en: 'Money' }, help: {} }],
    });
    fireEvent.click(screen.getByRole('button', { name: 'Remove: Group 1' }));
    expect(design).toMatchObject({ groups: [], fields: [{ key: 'source', group: '' }] });
  });
});

describe('a design', () => {
  it('names what is missing, double or out of order', () => {
    const fields: DesignedField[] = [
      { ...newField('a', 'text'), label: { en: 'A' }, min_length: 5, max_length: 4 },
      { ...newField('a', 'choice'), label: { zh: '甲' }, choices: [] },
    ];
    expect(Object.fromEntries(problemsOfDesign({ fields, groups: [] }))).toEqual({
      'fields.0.max_length': 'order',
      'fields.1.key': 'duplicate',
      'fields.1.label': 'required',
      'fields.1.choices': 'required',
    });
  });

  it('loses what another type has no use for', () => {
    const text = { ...newField('a', 'text'), check: 'digits' as const, max_length: 5 };
    expect(retyped(text, 'number')).toMatchObject({ check: 'none', max_length: null });
    expect(retyped(text, 'choice').choices).toHaveLength(1);
  });

  it('makes keys out of labels, and others when they are taken', () => {
    expect(keyFrom('  Years of Trading? ')).toBe('years_of_trading');
    expect(keyFrom('2nd phone')).toBe('nd_phone');
    expect(keyFrom('年')).toBe('');
    expect(freeKey('a', ['a', 'a_2'])).toBe('a_3');
  });

  it('is completed when it was stored before a property existed', () => {
    const stored = { fields: [{ key: 'a', label: { en: 'A' } }], groups: [] };
    expect(designOf(stored).fields[0]).toMatchObject({ type: 'text', choices: [], latest: null });
  });

  it('is edited by the designer wherever a setting asks for one', () => {
    const item = { type: 'object', properties: { placeholder: {}, choices: {}, key: {} } };
    const list: Schema = { type: 'array', items: item, 'x-field-types': ['text'] };
    const whole: Schema = { type: 'object', properties: { fields: list, groups: {} } };
    expect(kindOf(list, list)).toEqual({ kind: 'form_fields', types: ['text'] });
    expect(kindOf(whole, whole)).toMatchObject({ kind: 'form' });
    const broken = { fields: [{ key: 'a', label: {} }], groups: [] };
    expect(problemsOf(broken, whole).get('')).toEqual({ code: 'design' });
  });
});
