/** The answers under review, beside the documents; whoever may can correct them before deciding. */
import { Button, Group, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useApi } from '@/shared/auth/context';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import {
  type AnswerValues,
  type FormDesign,
  givenAnswers,
  startingAnswers,
} from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { Loaded } from '@/shared/ui/Loaded';
import { Panel } from '@/shared/ui/Panel';
import { toastDone } from '@/shared/ui/toast';
import { KycCheck } from '../../records/KycCheck';
import { KycEdits } from '../../records/KycEdits';
import type { ReviewedKyc, ReviewedRequest } from '../../records/types';
import { useRead } from '../../records/useList';
import { useCan } from '../../session';

export function KycPanel({ request }: { request: ReviewedRequest }) {
  const can = useCan();
  const path = `/api/desk/kyc-records/${request.id}`;
  // Reading it is recorded: once per visit is enough.
  const record = useQuery({
    ...useRead<ReviewedKyc>(path),
    enabled: can('read_kyc'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!can('read_kyc')) return null;
  return (
    <Loaded query={record}>
      {(found) => (
        <>
          <Answers record={found} path={path} />
          {found.check ? <KycCheck check={found.check} /> : null}
        </>
      )}
    </Loaded>
  );
}

interface AnswersProps {
  record: ReviewedKyc;
  path: string;
}

function Answers({ record, path }: AnswersProps) {
  const { t } = useTranslation('desk-approvals');
  const can = useCan();
  const [correcting, setCorrecting] = useState(false);
  const canCorrect = record.status === 'pending' && can('update_kyc');
  const names = new Map(record.files.map(({ file_id, file_name }) => [file_id, file_name]));
  const edit = canCorrect ? (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPencil size={16} />}
      onClick={() => setCorrecting(true)}
    >
      {t('kyc.correct')}
    </Button>
  ) : null;
  return (
    <Panel title={t('kyc.answers')} aside={correcting ? null : edit}>
      <Stack gap="md">
        {correcting ? (
          <Correction record={record} path={path} onDone={() => setCorrecting(false)} />
        ) : (
          <AnswerList
            design={record.form}
            answers={record.answers}
            file={(fileId) => <bdi>{names.get(fileId) ?? fileId}</bdi>}
          />
        )}
        <KycEdits record={record} />
      </Stack>
    </Panel>
  );
}

interface CorrectionProps extends AnswersProps {
  onDone: () => void;
}

/** Documents stay as they were sent: what can be corrected is what was written and chosen. */
function Correction({ record, path, onDone }: CorrectionProps) {
  const { t } = useTranslation('desk-approvals');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const say = useAnswerWords();
  const design = useMemo<FormDesign>(
    () => ({ ...record.form, fields: record.form.fields.filter(({ type }) => type !== 'file') }),
    [record.form],
  );
  const files = Object.fromEntries(
    Object.entries(record.answers).filter(([key]) => !design.fields.some((one) => one.key === key)),
  );
  const schema = useMemo(
    () => z.object({ answers: answersSchema(() => design.fields, say) }),
    [design, say],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<{ answers: AnswerValues }, ReviewedKyc>({
    schema,
    initialValues: { answers: startingAnswers(design.fields, record.answers) },
    send: ({ answers }) =>
      api.patch(path, { answers: { ...givenAnswers(design.fields, answers), ...files } }),
    onSent: (corrected) => {
      queries.setQueryData(['desk', path], corrected);
      void queries.invalidateQueries({ queryKey: ['desk', 'requests'] });
      toastDone(t('kyc.corrected'));
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <DynamicForm design={design} {...answersOf(form)} />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('kyc.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
