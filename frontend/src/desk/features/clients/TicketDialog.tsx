/** A first message to a client about something new. */
import { Button, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { NewTicketForm, TicketView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { TicketFields } from '@/shared/thread/TicketFields';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { useCategories } from '../../records/ticketCategories';
import type { Client } from '../../records/types';
import { pathOf } from './client';

interface Props {
  client: Client;
  onClose: () => void;
}

export function TicketDialog(props: Props) {
  const { t } = useTranslation('desk-tickets');
  useFocusBack();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('start_title', { name: props.client.name })}
      size="lg"
    >
      <TicketSheet {...props} />
    </Modal>
  );
}

function TicketSheet({ client, onClose }: Props) {
  const { t } = useTranslation('desk-tickets');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const path = `${pathOf(client.id)}/tickets`;
  const categories = useCategories();
  const schema = useMemo(
    () =>
      z.object({
        category_id: required(common),
        subject: required(common),
        text: required(common),
      }),
    [common],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<NewTicketForm, TicketView>({
    schema,
    initialValues: { category_id: '', subject: '', text: '' },
    send: (values, idempotencyKey) => api.post<TicketView>(path, values, { idempotencyKey }),
    onSent: () => {
      void queries.invalidateQueries({ queryKey: ['desk', path] });
      void queries.invalidateQueries({ queryKey: ['desk', 'tickets'] });
      toastDone(t('started'));
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <TicketFields
          labels={{ category: t('category'), subject: t('subject'), text: t('message') }}
          categories={categories}
          fieldOf={form.getInputProps}
        />
        <Button type="submit" loading={busy} w="fit-content">
          {t('send')}
        </Button>
      </Stack>
    </form>
  );
}
