/** The registration form: who, how to reach them, password, agreements. */
import { Button, Select, Stack } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationView } from '@/api/portal';
import { useBrand } from '@/shared/brand/brand';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { carriedOver, startingAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { NewPasswordInput } from '@/shared/forms/NewPasswordInput';
import { partOf } from '@/shared/forms/partOf';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { isLanguage, LANGUAGE_NAMES } from '@/shared/i18n/languages';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { Agreements } from '../../records/Agreements';
import { EmailFields } from './EmailFields';
import { KindChoice } from './KindChoice';
import { PersonFields } from './PersonFields';
import { PhoneFields } from './PhoneFields';
import { ReferralField } from './ReferralField';
import classes from './RegisterPage.module.css';
import {
  type Asked,
  type EmailValues,
  FIELD_NAMES,
  type Kind,
  type PersonValues,
  type PhoneValues,
  type ReferralValues,
  type RegistrationValues,
  register,
  registrationSchema,
} from './registration';

export interface RegisterFormProps {
  asked: Readonly<Record<Kind, Asked>>;
  kind: Kind;
  onKind: (kind: Kind) => void;
  onDone: (outcome: RegistrationView) => void;
}

export function RegisterForm({ asked, kind: firstKind, onKind, onDone }: RegisterFormProps) {
  const { t } = useTranslation('portal-registration');
  const { t: common } = useTranslation('common');
  const { password_rules: rules, languages, phone_codes: proves } = useBrand();
  const { language } = useLanguage();
  const [{ ref, source }] = useSearchTexts();
  const say = useAnswerWords();
  // Which kind it is when the form is checked.
  const kind = useRef<Kind>(firstKind);
  const schema = useMemo(() => {
    const unproven = proves ? t('phone_unproven') : null;
    return registrationSchema(common, rules, { say, unproven, asked: () => asked[kind.current] });
  }, [common, t, rules, say, asked, proves]);
  const { form, onSubmit, busy, problem } = useRequestForm<RegistrationValues, RegistrationView>({
    schema,
    initialValues: {
      kind: firstKind,
      name: '',
      nationality: '',
      phone_country: '',
      phone: '',
      phone_proof: '',
      email: '',
      email_code: '',
      password: '',
      referral_code: ref ?? '',
      language,
      consents: [],
      answers: startingAnswers(asked[firstKind].form.fields),
    },
    send: (values, key) => register(values, asked[values.kind], source, key),
    onSent: onDone,
    fieldNames: FIELD_NAMES,
  });
  kind.current = form.values.kind;
  const now = asked[form.values.kind];
  const chooseKind = (next: Kind) => {
    onKind(next);
    form.setValues({
      kind: next,
      answers: carriedOver(now.form, asked[next].form, form.values.answers),
    });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <KindChoice value={form.values.kind} onChange={chooseKind} />
        <PersonFields form={partOf<PersonValues, RegistrationValues>(form)} />
        <PhoneFields form={partOf<PhoneValues, RegistrationValues>(form)} />
        <EmailFields form={partOf<EmailValues, RegistrationValues>(form)} />
        <NewPasswordInput label={t('password')} required {...form.getInputProps('password')} />
        <div className={classes.pair}>
          <ReferralField form={partOf<ReferralValues, RegistrationValues>(form)} />
          <Select
            label={t('language')}
            description={t('language_hint')}
            data={languages
              .filter(isLanguage)
              .map((one) => ({ value: one, label: LANGUAGE_NAMES[one] }))}
            allowDeselect={false}
            {...form.getInputProps('language')}
          />
        </div>
        <DynamicForm design={now.form} {...answersOf(form)} />
        <Agreements
          agreements={now.agreements}
          value={form.values.consents}
          onChange={(consents) => form.setFieldValue('consents', consents)}
          error={form.errors.consents ? String(form.errors.consents) : undefined}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" fullWidth loading={busy}>
          {form.values.kind === 'ib' ? t('submit_ib') : t('submit_trader')}
        </Button>
      </Stack>
    </form>
  );
}
