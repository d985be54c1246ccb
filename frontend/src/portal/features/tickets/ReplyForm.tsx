/** A further message of the client. */
import { Button, Stack, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { answerOwnTicket, type OwnPostView } from '@/api/portal';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { FilesField } from '@/shared/thread/FilesField';
import { uploadSteps } from '../../records/documents';
import { useClient } from '../../session';
import { ticketOf, useRefreshTicket } from './tickets';
import classes from './tickets.module.css';

const STEPS = uploadSteps('ticket');
const MAX_TEXT = 4000;

type Values = { text: string; files: string[] };

export function ReplyForm({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation('portal-tickets');
  const { t: common } = useTranslation('common');
  const { modules } = useClient();
  const refresh = useRefreshTicket(ticketId);
  // Fields for files begin anew with each message.
  const [sent, setSent] = useState(0);
  const schema = useMemo(
    () => z.object({ text: required(common), files: z.array(z.string()) }),
    [common],
  );
  const { form, onSubmit, busy, problem, unsent, again } = useRequestForm<Values, OwnPostView>({
    schema,
    initialValues: { text: '', files: [] },
    send: (values, key) =>
      answerOwnTicket({
        ...ticketOf(ticketId),
        headers: { 'Idempotency-Key': key },
        body: values,
      }),
    onSent: () => {
      again();
      setSent((count) => count + 1);
      refresh();
    },
  });
  if (!modules.includes('tickets')) return <p className={classes.hint}>{t('switched_off')}</p>;
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="sm">
        <FormProblem problem={problem} />
        <Textarea
          label={t('text')}
          autosize
          minRows={3}
          maxRows={14}
          maxLength={MAX_TEXT}
          {...form.getInputProps('text')}
        />
        <FilesField
          key={sent}
          steps={STEPS}
          onChange={(files) => form.setFieldValue('files', files)}
        />
        <Button type="submit" loading={busy} w="fit-content">
          {t('send')}
        </Button>
      </Stack>
    </form>
  );
}
