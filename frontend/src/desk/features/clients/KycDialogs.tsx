/** Acting for a client: handing in a form in their name, and ending an approval with a reason. */
import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { KycFormView } from '@/api/desk/types.gen';
import type { JsonClient } from '@/shared/api/jsonClient';
import { useApi } from '@/shared/auth/context';
import { answersSchema } from '@/shared/forms/designed/answersSchema';
import { answersOf, DynamicForm } from '@/shared/forms/designed/DynamicForm';
import { type AnswerValues, givenAnswers, startingAnswers } from '@/shared/forms/designed/design';
import type { FileSteps } from '@/shared/forms/designed/FieldInput';
import { useAnswerWords } from '@/shared/forms/designed/useAnswerWords';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { toastDone } from '@/shared/ui/toast';
import type { UploadTicket } from '@/shared/upload/presignedPost';
import type { KycRecord } from '../../records/types';
import { pathOf } from './client';

interface KycDialogsProps {
  asked: 'submit' | 'end';
  clientId: string;
  forms: readonly KycFormView[];
  known: KycRecord | null;
  onClose: () => void;
  onDone: () => void;
}

export function KycDialogs(props: KycDialogsProps) {
  const { t } = useTranslation('desk-clients');
  const { asked, forms, onClose } = props;
  const first = forms.find(({ id }) => id === props.known?.form_id) ?? forms[0];
  const isSubmit = asked === 'submit';
  return (
    <Modal
      opened
      onClose={onClose}
      size={isSubmit ? 'xl' : 'md'}
      title={isSubmit ? t('kyc.submit_title') : t('kyc.end_title')}
    >
      {isSubmit && first ? <SubmitForm {...props} first={first} /> : null}
      {isSubmit ? null : <EndForm {...props} />}
    </Modal>
  );
}

type Values = { form_id: string; answers: AnswerValues };

/** Documents of the client are sent by staff through the client's own route. */
const documentsOf = (api: JsonClient, clientId: string): FileSteps => ({
  accept: ['image/jpeg', 'image/png', 'application/pdf'],
  maxBytes: 10_485_760,
  steps: {
    ticket: (file) =>
      api.post<UploadTicket>(`${pathOf(clientId)}/uploads`, {
        file_name: file.name,
        content_type: file.type,
        size_bytes: file.size,
      }),
    check: (fileId) => api.post(`${pathOf(clientId)}/uploads/${fileId}/checks`),
  },
});

function SubmitForm({
  clientId,
  forms,
  first,
  onClose,
  onDone,
}: KycDialogsProps & { first: KycFormView }) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const { language } = useLanguage();
  const api = useApi();
  const say = useAnswerWords();
  const chosen = useRef(first);
  const files = useMemo(() => documentsOf(api, clientId), [api, clientId]);
  const schema = useMemo(
    () => z.object({ answers: answersSchema(() => chosen.current.form.fields, say) }),
    [say],
  );
  const startOf = (form: KycFormView): Values => ({
    form_id: form.id,
    answers: startingAnswers(form.form.fields),
  });
  const { form, onSubmit, busy, problem } = useRequestForm<Values, KycRecord>({
    schema,
    initialValues: startOf(first),
    send: ({ answers }, idempotencyKey) =>
      api.post<KycRecord>(
        `${pathOf(clientId)}/kyc/records`,
        {
          form_id: chosen.current.id,
          answers: givenAnswers(chosen.current.form.fields, answers),
        },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('kyc.submitted'));
      onDone();
    },
  });
  const choose = (id: string | null) => {
    const next = forms.find((one) => one.id === id);
    if (!next) return;
    chosen.current = next;
    form.setValues(startOf(next));
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('kyc.submit_hint')}</Text>
        {forms.length > 1 ? (
          <Select
            label={t('kyc.form')}
            data={forms.map(({ id, name }) => ({ value: id, label: pickText(name, language) }))}
            allowDeselect={false}
            value={form.values.form_id}
            onChange={choose}
          />
        ) : null}
        <DynamicForm
          key={form.values.form_id}
          design={chosen.current.form}
          files={files}
          {...answersOf(form)}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('kyc.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function EndForm({ clientId, onClose, onDone }: KycDialogsProps) {
  const { t } = useTranslation('desk-clients');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const schema = useMemo(() => z.object({ reason: required(common) }), [common]);
  const { form, onSubmit, busy, problem } = useRequestForm({
    schema,
    initialValues: { reason: '' },
    send: ({ reason }) =>
      api.patch(`${pathOf(clientId)}/kyc`, { status: 'expired', reason: reason.trim() }),
    onSent: () => {
      toastDone(t('kyc.ended'));
      onDone();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('kyc.end_hint')}</Text>
        <Textarea
          label={t('reason')}
          description={t('kyc.reason_hint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={1000}
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('kyc.end')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
