/** Saving withdrawal details: a name, and the fields of the method. */
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailsView, WithdrawalMethodView } from '@/api/portal';
import { listOwnDetailsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { startingAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { type DetailsValues, detailsSchema, HISTORY_KEY, save } from './details';

export interface DetailsFormProps {
  /** At least one. */
  methods: readonly WithdrawalMethodView[];
  /** An entry whose values the form begins with: saved ones are never changed. */
  like?: DetailsView;
  onSaved: (details: DetailsView) => void;
  onCancel: () => void;
}

export function DetailsForm({ methods, like, onSaved, onCancel }: DetailsFormProps) {
  const { t } = useTranslation('portal-withdrawals');
  const { t: common } = useTranslation('common');
  const { language } = useLanguage();
  const queries = useQueryClient();
  const first = methods.find(({ id }) => id === like?.method_id) ?? methods[0];
  const chosen = useRef(first as WithdrawalMethodView);
  const say = useAnswerWords();
  const schema = useMemo(() => detailsSchema(common, say, () => chosen.current), [common, say]);
  const { form, onSubmit, busy, problem } = useRequestForm<DetailsValues, DetailsView>({
    schema,
    initialValues: {
      method_id: chosen.current.id,
      label: like?.label ?? '',
      fields: startingAnswers(chosen.current.fields, like?.fields),
    },
    send: (values, key) => save(chosen.current, values, key),
    onSent: (details) => {
      void queries.invalidateQueries({ queryKey: listOwnDetailsQueryKey() });
      void queries.invalidateQueries({ queryKey: HISTORY_KEY });
      onSaved(details);
    },
  });
  const method = methods.find(({ id }) => id === form.values.method_id) ?? chosen.current;
  chosen.current = method;
  const choose = (id: string | null) => {
    const next = methods.find((one) => one.id === id);
    if (next) form.setValues({ method_id: next.id, fields: startingAnswers(next.fields) });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {methods.length > 1 ? (
          <Select
            label={t('method')}
            data={methods.map(({ id, name }) => ({ value: id, label: pickText(name, language) }))}
            allowDeselect={false}
            {...form.getInputProps('method_id')}
            onChange={choose}
          />
        ) : null}
        <TextInput
          label={t('details.label')}
          description={t('details.label_hint')}
          maxLength={80}
          required
          data-autofocus
          {...form.getInputProps('label')}
        />
        <DynamicForm
          design={{ fields: method.fields, groups: [] }}
          {...answersOf(form, 'fields')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('details.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
