/** Making a promotional link, or changing one; its code stays for ever. */
import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { LinkSheetView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import { LinkChoices } from './LinkChoices';
import { formOf, PATH, pathOf, type Values, valuesOf } from './links';

const CODE = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;

interface LinkDialogProps {
  /** Null: a new one. */
  link: LinkSheetView | null;
  onClose: () => void;
}

export function LinkDialog(props: LinkDialogProps) {
  const { t } = useTranslation('desk-links');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t(props.link ? 'edit_title' : 'add_title')}>
      <LinkFields {...props} />
    </Modal>
  );
}

function useLinkForm({ link, onClose }: LinkDialogProps) {
  const { t } = useTranslation('desk-links');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const before = useMemo(() => valuesOf(link), [link]);
  const schema = useMemo(
    () =>
      z.object({
        code: z.string().check(z.regex(CODE, t('code_form'))),
        name: required(common),
        source: required(common),
      }),
    [common, t],
  );
  return useRequestForm<Values, LinkSheetView>({
    schema,
    initialValues: before,
    fieldNames: { scheme_id: 'flexible_scheme_id' },
    send: (values, idempotencyKey) =>
      link
        ? api.put<LinkSheetView>(pathOf(link.id), formOf(values), { idempotencyKey })
        : api.post<LinkSheetView>(
            PATH,
            { ...formOf(values), code: values.code.trim() },
            { idempotencyKey },
          ),
    onSent: (made) => {
      queries.setQueryData(['desk', pathOf(made.id)], made);
      void queries.invalidateQueries({ queryKey: ['desk', 'links'] });
      toastDone(t(link ? 'changed' : 'added'));
      onClose();
    },
  });
}

function LinkFields(props: LinkDialogProps) {
  const { t } = useTranslation('desk-links');
  const { t: words } = useTranslation('links');
  const { t: common } = useTranslation('common');
  const { form, onSubmit, busy, problem } = useLinkForm(props);
  const { link, onClose } = props;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <TextInput
          label={words('name')}
          description={t('name_hint')}
          maxLength={80}
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('code')}
          description={t('code_hint')}
          dir="ltr"
          maxLength={40}
          required
          disabled={link !== null}
          {...form.getInputProps('code')}
        />
        <TextInput
          label={t('source')}
          description={t('source_hint')}
          maxLength={80}
          required
          {...form.getInputProps('source')}
        />
        <LinkChoices form={form} scheme={link?.scheme ?? null} />
        <TextInput
          label={t('landing_url')}
          description={t('landing_url_hint')}
          dir="ltr"
          placeholder="https://"
          maxLength={500}
          {...form.getInputProps('landing_url')}
        />
        <Switch
          label={t('active')}
          description={t('active_hint')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(link ? 'save' : 'add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
