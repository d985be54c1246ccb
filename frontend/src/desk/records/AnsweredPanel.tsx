/** Answers to a designed form: to be read, and corrected by those who may. */
import { Button, Group, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { AnsweredFormView } from '@/api/desk/types.gen';
import { AnswerList } from '@/shared/forms/designed/AnswerList';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import {
  type AnswerValues,
  changedAnswers,
  type GivenAnswers,
  startingAnswers,
} from '@/shared/forms/designed/design';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Panel } from '@/shared/ui/Panel';

interface AnsweredPanelProps {
  title: string;
  answered: AnsweredFormView;
  /** Sends what has changed; nobody may correct anything where it is absent. */
  onCorrect?: (changes: GivenAnswers) => Promise<unknown>;
}

export function AnsweredPanel({ title, answered, onCorrect }: AnsweredPanelProps) {
  const { t } = useTranslation('desk-words');
  const [editing, setEditing] = useState(false);
  const { form, answers } = answered;
  if (form.fields.length === 0) {
    return (
      <Panel title={title}>
        <EmptyState title={t('answers.none')} hint={t('answers.none_hint')} />
      </Panel>
    );
  }
  const edit = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPencil size={15} aria-hidden />}
      onClick={() => setEditing(true)}
    >
      {t('answers.edit')}
    </Button>
  );
  return (
    <Panel title={title} aside={onCorrect && !editing ? edit : null}>
      {editing && onCorrect ? (
        <Correction answered={answered} onCorrect={onCorrect} onDone={() => setEditing(false)} />
      ) : (
        <Stack gap="md">
          <AnswerList design={form} answers={answers} />
        </Stack>
      )}
    </Panel>
  );
}

interface CorrectionProps {
  answered: AnsweredFormView;
  onCorrect: (changes: GivenAnswers) => Promise<unknown>;
  onDone: () => void;
}

function Correction({ answered, onCorrect, onDone }: CorrectionProps) {
  const { t } = useTranslation('desk-words');
  const { t: common } = useTranslation('common');
  const say = useAnswerWords();
  const { form: design } = answered;
  const known = startingAnswers(design.fields, answered.answers);
  const schema = useMemo(
    () => z.object({ answers: answersSchema(() => design.fields, say) }),
    [design, say],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<{ answers: AnswerValues }, unknown>({
    schema,
    initialValues: { answers: known },
    send: ({ answers }) => onCorrect(changedAnswers(design.fields, known, answers)),
    onSent: onDone,
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
            {t('answers.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
