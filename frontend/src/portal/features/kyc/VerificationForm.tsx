/** Handing in: which form, its fields in their groups, and the documents. */
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KycFormView, KycRecordView } from '@/api/portal';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { IdentityFormChoice } from '../../records/IdentityFormChoice';
import { DOCUMENTS, handIn, type KycValues, kycSchema, valuesOf } from './kyc';

interface VerificationFormProps {
  forms: readonly KycFormView[];
  latest: KycRecordView | null;
  onSent: () => void;
  onCancel?: () => void;
}

export function VerificationForm(props: VerificationFormProps) {
  const { t } = useTranslation('portal-kyc');
  const first = props.forms.find(({ id }) => id === props.latest?.form_id) ?? props.forms[0];
  return (
    <Panel title={t('form')}>
      {first ? (
        <Fields {...props} first={first} />
      ) : (
        <EmptyState title={t('no_form')} hint={t('no_form_hint')} />
      )}
    </Panel>
  );
}

interface FieldsProps extends VerificationFormProps {
  first: KycFormView;
}

function Fields({ forms, latest, first, onSent, onCancel }: FieldsProps) {
  const { t } = useTranslation('portal-kyc');
  const { t: common } = useTranslation('common');
  const queries = useQueryClient();
  const say = useAnswerWords();
  const chosen = useRef(first);
  const schema = useMemo(() => kycSchema(() => chosen.current, say), [say]);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<KycValues, KycRecordView>({
    schema,
    initialValues: valuesOf(first, latest),
    send: (values, key) => handIn(chosen.current, values, key),
    onSent: () => {
      toastDone(t('sent'));
      void queries.invalidateQueries();
      onSent();
    },
  });
  const current = forms.find(({ id }) => id === form.values.form_id) ?? first;
  chosen.current = current;
  const choose = (id: string) => {
    const next = forms.find((one) => one.id === id);
    if (next) form.setValues(valuesOf(next, latest));
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent} />
      <Stack gap="lg">
        <IdentityFormChoice forms={forms} value={current.id} onChange={choose} />
        <DynamicForm
          key={current.id}
          design={current.form}
          files={DOCUMENTS}
          {...answersOf(form)}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          {onCancel ? (
            <Button variant="default" onClick={onCancel}>
              {common('actions.cancel')}
            </Button>
          ) : null}
          <Button type="submit" loading={busy}>
            {t('send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
