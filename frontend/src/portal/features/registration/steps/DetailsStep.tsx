/** The first step: who somebody is, how to reach them, and what the broker asks of everybody. */
import { useEffect, useEffectEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { givenAnswers, startingAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { partOf } from '@/shared/forms/partOf';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { PersonFields } from '../PersonFields';
import { PhoneFields } from '../PhoneFields';
import { ReferralField } from '../ReferralField';
import {
  type DetailValues,
  detailsSchema,
  FIELD_NAMES,
  type PersonValues,
  type PhoneValues,
  phoneIn,
  type ReferralValues,
} from '../registration';
import { countryOf, isProven } from './draft';
import { StepFrame } from './StepFrame';
import type { StepProps } from './StepsFlow';
import { useStepForm } from './useStepForm';

export function DetailsStep({ kept, offers, language, refusal, onNext }: StepProps) {
  const { t } = useTranslation('portal-registration');
  const { t: common } = useTranslation('common');
  const { phone_codes: proves } = useBrand();
  const say = useAnswerWords();
  const [{ ref }] = useSearchTexts();
  const { draft, note, prove } = kept;
  const design = offers.asked[draft.kind].form;
  const proven = (values: DetailValues) => {
    const { country_code, number } = phoneIn(values);
    return isProven(draft.proven_phone, country_code, number);
  };
  const schema = useMemo(() => detailsSchema(common, design.fields, say), [common, design, say]);
  const { form, onSubmit } = useStepForm<DetailValues>({
    schema,
    initialValues: {
      name: draft.details.name,
      nationality: draft.details.nationality,
      phone_country: countryOf(draft.details.country_code, draft.details.nationality),
      phone: draft.details.phone_number,
      phone_proof: '',
      referral_code: draft.details.referral_code || (ref ?? ''),
      language,
      answers: startingAnswers(design.fields, draft.details.answers),
    },
    refusal,
    nameOf: (field) => FIELD_NAMES[field as keyof typeof FIELD_NAMES] ?? field,
    onTyped: (values) => note({ details: details(values) }),
    onNext: () => {
      if (proves && !proven(form.values)) form.setFieldError('phone_proof', t('phone_unproven'));
      else onNext();
    },
  });
  const details = (values: DetailValues) => ({
    name: values.name.trim(),
    nationality: values.nationality,
    country_code: phoneIn(values).country_code,
    phone_number: phoneIn(values).number,
    referral_code: values.referral_code.trim(),
    answers: givenAnswers(design.fields, values.answers),
  });
  const keepProof = useEffectEvent((proof: string) => {
    if (proof) void prove({ details: details(form.values) }, proof).catch(() => undefined);
  });
  const { phone_proof: proof } = form.values;
  useEffect(() => keepProof(proof), [proof]);
  return (
    <StepFrame
      title={t('steps.names.details')}
      text={t('steps.details_text')}
      problem={refusal}
      saving={kept.saving}
      onSubmit={onSubmit}
      next={t('steps.next')}
    >
      <PersonFields form={partOf<PersonValues, DetailValues>(form)} />
      <PhoneFields form={partOf<PhoneValues, DetailValues>(form)} isProven={proven(form.values)} />
      <ReferralField form={partOf<ReferralValues, DetailValues>(form)} />
      <DynamicForm design={design} {...answersOf(form)} />
    </StepFrame>
  );
}
