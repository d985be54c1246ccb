/** What the broker asks of future introducing brokers, filled in with what is known. */
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { askForUpgrade, type UpgradeView } from '@/api/portal';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { type AnswerValues, givenAnswers, startingAnswers } from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { type Agreement, Agreements, acceptances } from '../../records/Agreements';
import { UPGRADE_KEY } from './upgrade';

type Values = { answers: AnswerValues; consents: string[] };

interface UpgradeFormProps {
  offer: UpgradeView;
  agreements: Agreement[];
}

export function UpgradeForm({ offer, agreements }: UpgradeFormProps) {
  const { t } = useTranslation('portal-upgrade');
  const { t: common } = useTranslation('common');
  const say = useAnswerWords();
  const queries = useQueryClient();
  const { form: design } = offer.form;
  const schema = useMemo(() => {
    const isComplete = (accepted: string[]) =>
      agreements.every(({ document }) => accepted.includes(document));
    return z.object({
      answers: answersSchema(() => design.fields, say),
      consents: z.array(z.string()).check(z.refine(isComplete, common('validation.accept'))),
    });
  }, [agreements, design, say, common]);
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<Values, UpgradeView>({
    schema,
    initialValues: { answers: startingAnswers(design.fields, offer.known), consents: [] },
    send: (values, key) =>
      askForUpgrade({
        headers: { 'Idempotency-Key': key },
        body: {
          answers: givenAnswers(design.fields, values.answers),
          consents: acceptances(agreements, values.consents),
        },
      }),
    onSent: (sent) => {
      queries.setQueryData(UPGRADE_KEY, { offer: sent, agreements });
      void queries.invalidateQueries();
    },
    fieldNames: { agreements: 'consents' },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="md">
        <DynamicForm design={design} {...answersOf(form)} />
        <Agreements
          agreements={agreements}
          value={form.values.consents}
          onChange={(consents) => form.setFieldValue('consents', consents)}
          error={form.errors.consents ? String(form.errors.consents) : undefined}
        />
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} w="fit-content">
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
