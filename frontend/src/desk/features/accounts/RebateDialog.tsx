/** Choosing who receives the commissions of an account's trades first, from now on. */
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { RebatesView } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';
import type { Account } from '../../records/types';
import { rebatePath } from './RebatePanel';

interface RebateDialogProps {
  account: Account;
  rebates: RebatesView;
  onClose: () => void;
}

export function RebateDialog(props: RebateDialogProps) {
  const { t } = useTranslation('desk-accounts');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('rebate.change_title')}>
      <RebateForm {...props} />
    </Modal>
  );
}

const CLIENT_ID = /^[0-9]{8}$/;

type Values = { who: string; client_id: string; comment: string };

const chosen = (rebates: RebatesView): string => {
  if (!rebates.customer) return 'referrer';
  return rebates.is_owner ? 'self' : 'other';
};

function RebateForm({ account, rebates, onClose }: RebateDialogProps) {
  const { t } = useTranslation('desk-accounts');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const queries = useQueryClient();
  const before = useMemo<Values>(() => {
    const who = chosen(rebates);
    return { who, client_id: who === 'other' ? (rebates.customer?.id ?? '') : '', comment: '' };
  }, [rebates]);
  const schema = useMemo(
    () =>
      z.object({ who: z.string(), client_id: z.string() }).check(
        z.refine(({ who, client_id: id }) => who !== 'other' || CLIENT_ID.test(id.trim()), {
          path: ['client_id'],
          message: t('rebate.id_needed'),
        }),
      ),
    [t],
  );
  const idOf = ({ who, client_id: id }: Values) => {
    if (who === 'referrer') return null;
    return who === 'self' ? account.client.id : id.trim();
  };
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<Values, RebatesView>({
    schema,
    initialValues: before,
    send: (values, idempotencyKey) =>
      api.post<RebatesView>(
        rebatePath(account.id),
        { client_id: idOf(values), comment: values.comment.trim() },
        { idempotencyKey },
      ),
    onSent: (changed) => {
      queries.setQueryData(['desk', rebatePath(account.id)], changed);
      toastDone(t('rebate.changed'));
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('rebate.hint')}</Text>
        <Radio.Group label={t('rebate.customer')} {...form.getInputProps('who')}>
          <Stack gap="xs" mt="xs">
            <Radio value="referrer" label={t('rebate.referrer')} />
            <Radio
              value="self"
              label={t('rebate.owner', { name: account.client.name })}
              description={t('rebate.owner_hint')}
            />
            <Radio value="other" label={t('rebate.other')} />
          </Stack>
        </Radio.Group>
        {form.values.who === 'other' ? (
          <TextInput
            label={t('rebate.client_id')}
            inputMode="numeric"
            maxLength={8}
            dir="ltr"
            {...form.getInputProps('client_id')}
          />
        ) : null}
        <TextInput
          label={t('rebate.comment')}
          maxLength={1000}
          {...form.getInputProps('comment')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!unsent}>
            {t('rebate.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
