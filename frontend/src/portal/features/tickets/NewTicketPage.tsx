/** A question to the broker: what it is about, what it says, and files with it. */
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { type OwnTicketView, openTicket, type TicketCategoryView } from '@/api/portal';
import { listOwnTicketCategoriesOptions } from '@/api/portal/@tanstack/react-query.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { FilesField } from '@/shared/thread/FilesField';
import { TicketFields } from '@/shared/thread/TicketFields';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { FormSkeleton } from '@/shared/ui/skeletons';
import { toastDone } from '@/shared/ui/toast';
import { uploadSteps } from '../../records/documents';
import { useRefreshTicket } from './tickets';

const STEPS = uploadSteps('ticket');

export default function NewTicketPage() {
  const { t } = useTranslation('portal-tickets');
  const categories = useQuery(listOwnTicketCategoriesOptions());
  return (
    <>
      <PageHeader title={t('ask')} subtitle={t('ask_hint')} />
      <Panel>
        <Loaded query={categories} skeleton={<FormSkeleton fields={3} />}>
          {({ items }) => <TicketForm categories={items} />}
        </Loaded>
      </Panel>
    </>
  );
}

type Values = { category_id: string; subject: string; text: string; files: string[] };

function TicketForm({ categories }: { categories: TicketCategoryView[] }) {
  const { t } = useTranslation('portal-tickets');
  const { t: common } = useTranslation('common');
  const { language } = useLanguage();
  const navigate = useNavigate();
  const refresh = useRefreshTicket('');
  const schema = useMemo(
    () =>
      z.object({
        category_id: required(common),
        subject: required(common),
        text: required(common),
        files: z.array(z.string()),
      }),
    [common],
  );
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<Values, OwnTicketView>({
    schema,
    initialValues: { category_id: '', subject: '', text: '', files: [] },
    send: (values, key) => openTicket({ headers: { 'Idempotency-Key': key }, body: values }),
    onSent: ({ id }) => {
      refresh();
      toastDone(t('asked'));
      void navigate({ to: `/tickets/${id}`, ignoreBlocker: true });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="md" maw={720}>
        <FormProblem problem={problem} />
        <TicketFields
          labels={{ category: t('category'), subject: t('subject'), text: t('text') }}
          categories={categories.map(({ id, name }) => ({
            value: id,
            label: pickText(name, language),
          }))}
          fieldOf={form.getInputProps}
        />
        <FilesField steps={STEPS} onChange={(files) => form.setFieldValue('files', files)} />
        <Button type="submit" size="md" loading={busy} w="fit-content">
          {t('send')}
        </Button>
      </Stack>
    </form>
  );
}
