/** The form of a new client: its values, its rules and its call. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { NewClientForm, NewClientView, RegistrationFormView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { useBrand } from '@/shared/brand/brand';
import { diallingOf } from '@/shared/forms/countries';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import {
  type AnswerValues,
  type FormDesign,
  givenAnswers,
  startingAnswers,
} from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { email, required, strongPassword } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import type { Language } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { BY_RULE, ownerId } from '../../records/choices';

export type Kind = 'trader' | 'ib';
export type Designs = Readonly<Record<Kind, FormDesign>>;

export const designsOf = (forms: readonly RegistrationFormView[]): Designs => {
  const of = (kind: Kind) =>
    (forms.find((one) => one.kind === kind)?.form ?? { fields: [], groups: [] }) as FormDesign;
  return { trader: of('trader'), ib: of('ib') };
};

export type NewClientValues = {
  kind: Kind;
  name: string;
  email: string;
  /** Whose dialling code stands before the number: an ISO country code. */
  phone_country: string;
  phone: string;
  nationality: string;
  language: Language;
  id: string;
  referral_code: string;
  referrer: string;
  owner: string;
  participants: string[];
  group_id: string;
  source: string;
  answers: AnswerValues;
  /** Who chooses the first password. */
  chooser: 'client' | 'staff';
  password: string;
  must_change_password: boolean;
  tells: boolean;
};

/** The server's names of fields that the form calls otherwise. */
const FIELD_NAMES = {
  'phone.number': 'phone',
  'phone.country_code': 'phone_country',
  owner_id: 'owner',
  participant_ids: 'participants',
};

export function bodyOf(values: NewClientValues, design: FormDesign): NewClientForm {
  const byStaff = values.chooser === 'staff';
  return {
    kind: values.kind,
    name: values.name.trim(),
    email: values.email.trim(),
    phone: { country_code: diallingOf(values.phone_country), number: values.phone.trim() },
    nationality: values.nationality || null,
    language: values.language,
    id: values.id.trim(),
    referral_code: values.referral_code.trim(),
    referrer: values.referrer.trim(),
    owner_id: ownerId(values.owner),
    participant_ids: values.participants,
    group_id: values.group_id,
    source: values.source.trim(),
    answers: givenAnswers(design.fields, values.answers),
    password: byStaff ? values.password : null,
    must_change_password: values.must_change_password,
    tells: values.tells,
  };
}

export function useNewClientForm(
  designs: Designs,
  first: Kind,
  onMade: (made: NewClientView) => void,
) {
  const { t } = useTranslation('common');
  const { password_rules: rules } = useBrand();
  const say = useAnswerWords();
  const api = useApi();
  const queries = useQueryClient();
  const { language } = useLanguage();
  // What the rules depend on when the form is checked.
  const now = useRef<{ kind: Kind; byStaff: boolean }>({ kind: first, byStaff: false });
  const schema = useMemo(() => {
    const strong = strongPassword(t, rules);
    return z.object({
      name: required(t),
      email: email(t),
      phone_country: required(t),
      phone: required(t),
      password: z.string().check((context) => {
        if (!now.current.byStaff) return;
        const found = strong.safeParse(context.value);
        for (const { message } of found.error?.issues ?? []) {
          context.issues.push({ code: 'custom', message, input: context.value });
        }
      }),
      answers: answersSchema(() => designs[now.current.kind].fields, say),
    });
  }, [t, rules, say, designs]);
  const kit = useRequestForm<NewClientValues, NewClientView>({
    schema,
    initialValues: {
      kind: first,
      name: '',
      email: '',
      phone_country: '',
      phone: '',
      nationality: '',
      language,
      id: '',
      referral_code: '',
      referrer: '',
      owner: BY_RULE,
      participants: [],
      group_id: '',
      source: '',
      answers: startingAnswers(designs[first].fields),
      chooser: 'client',
      password: '',
      must_change_password: true,
      tells: true,
    },
    send: (values, idempotencyKey) =>
      api.post<NewClientView>('/api/desk/clients', bodyOf(values, designs[values.kind]), {
        idempotencyKey,
      }),
    onSent: (made) => {
      void queries.invalidateQueries({ queryKey: ['desk', 'clients'] });
      onMade(made);
    },
    fieldNames: FIELD_NAMES,
  });
  const { kind, chooser } = kit.form.values;
  now.current = { kind, byStaff: chooser === 'staff' };
  return kit;
}

export type NewClientFields = ReturnType<typeof useNewClientForm>['form'];
