/** What the forms of a client send: everything of a new one, and of one there is only what differs. */
import { describe, expect, test } from 'vitest';
import { changesOf } from '@/desk/features/clients/CorrectDialog';
import { bodyOf, designsOf, type NewClientValues } from '@/desk/features/newcomers/newClient';
import { BY_RULE, NOBODY } from '@/desk/records/choices';

const DESIGN = designsOf([]).trader;
const VALUES: NewClientValues = {
  kind: 'trader',
  name: ' Noa New ',
  email: 'noa@example.com',
  phone_country: 'SG',
  phone: ' 8765 0001 ',
  nationality: '',
  language: 'en',
  id: '',
  referral_code: '',
  referrer: '',
  owner: BY_RULE,
  participants: [],
  group_id: '',
  source: '',
  answers: {},
  chooser: 'client',
  password: 'typed before the client was to choose',
  must_change_password: true,
  tells: true,
};

describe('a new client', () => {
  test('is sent with the dialling code of the country, and trimmed', () => {
    const body = bodyOf(VALUES, DESIGN);
    expect(body.name).toBe('Noa New');
    expect(body.phone).toEqual({ country_code: '+65', number: '8765 0001' });
    expect(body.nationality).toBeNull();
  });

  test('has no password of staff where the client is to choose', () => {
    expect(bodyOf(VALUES, DESIGN).password).toBeNull();
    expect(bodyOf({ ...VALUES, chooser: 'staff' }, DESIGN).password).toBe(VALUES.password);
  });

  test.each([
    [BY_RULE, null],
    [NOBODY, ''],
    ['stf_1', 'stf_1'],
  ])('goes to %s as %j', (owner, sent) => {
    expect(bodyOf({ ...VALUES, owner }, DESIGN).owner_id).toBe(sent);
  });
});

describe('a correction', () => {
  const before = {
    name: 'Lin Chen',
    email: '***',
    phone_country: 'SG',
    phone: '81230001',
    nationality: 'SG',
    language: 'en',
    source: 'portal',
  };

  test('holds nothing that is the same', () => {
    expect(changesOf(before, { ...before, name: ' Lin Chen ' })).toEqual({});
  });

  test('sends a number whole, whichever part of it differs', () => {
    expect(changesOf(before, { ...before, phone_country: 'GB' })).toEqual({
      phone: { country_code: '+44', number: '81230001' },
    });
  });

  test('can take the nationality away', () => {
    expect(changesOf(before, { ...before, nationality: '' })).toEqual({ nationality: '' });
  });
});
