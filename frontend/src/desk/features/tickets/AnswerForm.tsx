/** An answer to the client, or a note for the colleagues: one of the two, never by mistake. */
import { Button, Group, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { StaffPostForm, TicketPostView, TicketView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { FilesField } from '@/shared/thread/FilesField';
import type { UploadTicket } from '@/shared/upload/presignedPost';
import { pathOf, useRefreshTicket } from './tickets';

const THEN = ['waiting_for_client', 'in_progress', 'resolved'] as const;
const MAX_TEXT = 4000;

type Then = (typeof THEN)[number];
type Values = { text: string; files: string[]; status_after: Then };

export function AnswerForm({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('desk-tickets');
  const resolved = ticket.status === 'resolved';
  const [chosen, setChosen] = useState<'message' | 'note'>('message');
  // Nothing is said to the client on a resolved ticket; a note can still be left.
  const kind = resolved ? 'note' : chosen;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t('answer')}
        value={kind}
        onChange={(next) => setChosen(next as 'message' | 'note')}
        data={[
          { value: 'message', label: t('to_client'), disabled: resolved },
          { value: 'note', label: t('to_colleagues') },
        ]}
      />
      <PostForm key={kind} ticket={ticket} isNote={kind === 'note'} />
    </Stack>
  );
}

function PostForm({ ticket, isNote }: { ticket: TicketView; isNote: boolean }) {
  const { t } = useTranslation('desk-tickets');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const refresh = useRefreshTicket(ticket.id);
  // Fields for files begin anew with each message.
  const [sent, setSent] = useState(0);
  const path = pathOf(ticket.id);
  const schema = useMemo(
    () =>
      z.object({ text: required(common), files: z.array(z.string()), status_after: z.enum(THEN) }),
    [common],
  );
  const { form, onSubmit, busy, problem, unsent, again } = useRequestForm<Values, TicketPostView>({
    schema,
    initialValues: { text: '', files: [], status_after: 'waiting_for_client' },
    send: ({ text, files, status_after }, idempotencyKey) =>
      api.post<TicketPostView>(
        `${path}/posts`,
        { text: text.trim(), files, is_note: isNote, status_after } satisfies StaffPostForm,
        { idempotencyKey },
      ),
    onSent: () => {
      again();
      setSent((count) => count + 1);
      refresh();
    },
  });
  const steps = {
    ticket: (file: File) =>
      api.post<UploadTicket>(`${path}/uploads`, {
        file_name: file.name,
        content_type: file.type,
        size_bytes: file.size,
        for_note: isNote,
      }),
    // It is checked when the message is sent.
    check: () => Promise.resolve(),
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="sm">
        <FormProblem problem={problem} />
        <Textarea
          label={isNote ? t('note') : t('message')}
          description={isNote ? t('note_hint') : undefined}
          autosize
          minRows={3}
          maxRows={16}
          maxLength={MAX_TEXT}
          {...form.getInputProps('text')}
        />
        <FilesField
          key={sent}
          steps={steps}
          onChange={(files) => form.setFieldValue('files', files)}
        />
        <Group gap="sm" align="flex-end">
          {isNote ? null : (
            <Select
              label={t('then')}
              data={THEN.map((value) => ({ value, label: t(`status.${value}`) }))}
              allowDeselect={false}
              {...form.getInputProps('status_after')}
            />
          )}
          <Button type="submit" loading={busy}>
            {isNote ? t('add_note') : t('send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
