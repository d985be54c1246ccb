/** Putting somebody on the blacklist. */
import { Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { BlacklistEntryView as Entry } from '@/api/desk/types.gen';
import { useApi } from '@/shared/auth/context';
import { useCountryChoices } from '@/shared/forms/countries';
import { FormProblem } from '@/shared/forms/FormProblem';
import { required } from '@/shared/forms/rules';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { toastDone } from '@/shared/ui/toast';
import { useFocusBack } from '@/shared/ui/useFocusBack';

const KEYS = ['email', 'phone', 'identity', 'nationality'] as const;
const REASONS = ['improper_trading', 'malicious_complaint', 'other'] as const;

interface AddDialogProps {
  onClose: () => void;
  onDone: () => void;
}

export function AddDialog(props: AddDialogProps) {
  const { t } = useTranslation('desk-blacklist');
  useFocusBack();
  return (
    <Modal opened onClose={props.onClose} title={t('add_title')}>
      <AddForm {...props} />
    </Modal>
  );
}

type Values = {
  key: (typeof KEYS)[number];
  value: string;
  name: string;
  reason: (typeof REASONS)[number];
  note: string;
  blocks: string[];
};

function AddForm({ onClose, onDone }: AddDialogProps) {
  const { t } = useTranslation('desk-blacklist');
  const { t: common } = useTranslation('common');
  const api = useApi();
  const { nationalities } = useCountryChoices();
  const schema = useMemo(
    () =>
      z.object({
        value: required(common),
        blocks: z.array(z.string()).check(z.minLength(1, t('blocks_nothing'))),
      }),
    [common, t],
  );
  const { form, onSubmit, busy, problem } = useRequestForm<Values, Entry>({
    schema,
    initialValues: {
      key: 'email',
      value: '',
      name: '',
      reason: 'improper_trading',
      note: '',
      blocks: ['registration', 'accounts'],
    },
    send: ({ blocks, ...values }, idempotencyKey) =>
      api.post<Entry>(
        '/api/desk/blacklist',
        {
          ...values,
          value: values.value.trim(),
          blocks_registration: blocks.includes('registration'),
          blocks_accounts: blocks.includes('accounts'),
        },
        { idempotencyKey },
      ),
    onSent: () => {
      toastDone(t('added'));
      onDone();
      onClose();
    },
  });
  const chooseKey = (key: string | null) => {
    if (key) form.setValues({ key: key as Values['key'], value: '' });
  };
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <Select
          label={t('key')}
          data={KEYS.map((key) => ({ value: key, label: t(`keys.${key}`) }))}
          allowDeselect={false}
          {...form.getInputProps('key')}
          onChange={chooseKey}
        />
        {form.values.key === 'nationality' ? (
          <Select
            label={t('value')}
            data={nationalities}
            searchable
            required
            comboboxProps={{ keepMounted: false }}
            {...form.getInputProps('value')}
            value={form.values.value || null}
            onChange={(value) => form.setFieldValue('value', value ?? '')}
          />
        ) : (
          <TextInput
            label={t('value')}
            description={t(`hints.${form.values.key}`)}
            dir="ltr"
            maxLength={254}
            required
            data-autofocus
            {...form.getInputProps('value')}
          />
        )}
        <TextInput label={t('name')} maxLength={128} {...form.getInputProps('name')} />
        <Select
          label={t('reason')}
          data={REASONS.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))}
          allowDeselect={false}
          {...form.getInputProps('reason')}
        />
        <Checkbox.Group label={t('blocks')} {...form.getInputProps('blocks')}>
          <Stack gap="xs" mt="xs">
            <Checkbox value="registration" label={t('blocks_registration')} />
            <Checkbox value="accounts" label={t('blocks_accounts')} />
          </Stack>
        </Checkbox.Group>
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('note')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
