/** The second step: one of the broker's identity forms, with its documents. */
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { KycFormView } from '@/api/portal';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { type AnswerValues, givenAnswers, startingAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { IdentityFormChoice } from '../../../records/IdentityFormChoice';
import { documentsOf } from './draft';
import { StepFrame } from './StepFrame';
import type { StepProps } from './StepsFlow';
import { useStepForm } from './useStepForm';

type IdentityValues = { form_id: string; answers: AnswerValues };

export function IdentityStep(props: StepProps) {
  const { forms } = props.offers;
  const first = forms.find(({ id }) => id === props.kept.draft.identity?.form_id) ?? forms[0];
  return first ? <Fields {...props} first={first} /> : null;
}

function Fields({ kept, token, offers, first, refusal, onBack, onNext }: FieldsProps) {
  const { t } = useTranslation('portal-registration');
  const say = useAnswerWords();
  const { draft, note } = kept;
  const chosen = useRef(first);
  // Answers to a form that somebody comes back to are those they left it with.
  const left = useRef<Record<string, AnswerValues>>({});
  const schema = useMemo(
    () => z.object({ answers: answersSchema(() => chosen.current.form.fields, say) }),
    [say],
  );
  const { form, onSubmit } = useStepForm<IdentityValues>({
    schema,
    initialValues: valuesOf(
      first,
      draft.identity?.form_id === first.id ? draft.identity.answers : {},
    ),
    refusal,
    nameOf: (field) => field.replace(/^identity\./, ''),
    onTyped: (values) => note({ identity: given(formOf(values.form_id), values) }),
    onNext: () => {
      note({ identity: given(chosen.current, form.values) });
      onNext();
    },
  });
  const formOf = (id: string) => offers.forms.find((one) => one.id === id) ?? first;
  chosen.current = formOf(form.values.form_id);
  const choose = (id: string) => {
    left.current[form.values.form_id] = form.values.answers;
    form.setValues(valuesOf(formOf(id), left.current[id] ?? {}));
  };
  return (
    <StepFrame
      title={t('steps.names.identity')}
      text={t('steps.identity_text')}
      problem={refusal}
      saving={kept.saving}
      onBack={onBack}
      onSubmit={onSubmit}
      next={t('steps.next')}
    >
      <IdentityFormChoice forms={offers.forms} value={chosen.current.id} onChange={choose} />
      <DynamicForm
        key={chosen.current.id}
        design={chosen.current.form}
        files={documentsOf(token, draft, kept.announce)}
        {...answersOf(form)}
      />
    </StepFrame>
  );
}

interface FieldsProps extends StepProps {
  first: KycFormView;
}

const valuesOf = (form: KycFormView, known: AnswerValues): IdentityValues => ({
  form_id: form.id,
  answers: startingAnswers(form.form.fields, known),
});

const given = (form: KycFormView, { answers }: IdentityValues) => ({
  form_id: form.id,
  answers: givenAnswers(form.form.fields, answers),
});
