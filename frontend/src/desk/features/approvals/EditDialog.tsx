/** Corrects what may be corrected of a request before it is decided, and says what that means. */
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AmountInput } from '@/shared/forms/AmountInput';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { useMoneyText } from '@/shared/money/Amount';
import { toastDone } from '@/shared/ui/toast';
import type { ReviewedRequest } from '../../records/types';
import { useWords } from '../../records/words';
import { useCorrect, useRefreshRequests } from './requests';

type Field = ReviewedRequest['editable'][number];

interface EditDialogProps {
  request: ReviewedRequest;
  opened: boolean;
  onClose: () => void;
}

export function EditDialog({ request, opened, onClose }: EditDialogProps) {
  const { t } = useTranslation('desk-approvals');
  return (
    <Modal opened={opened} onClose={onClose} title={t('edit.title')}>
      {opened ? <Edit request={request} onClose={onClose} /> : null}
    </Modal>
  );
}

/** Codes are names of the form's fields; the server tells of them as `values.{code}`. */
function useEditForm(request: ReviewedRequest, onSent: () => void) {
  const { t } = useTranslation('common');
  const correct = useCorrect(request.id);
  const refresh = useRefreshRequests();
  const codes = request.editable.map(({ code }) => code);
  const schema = useMemo(() => {
    const needed = z.string().check(z.trim(), z.minLength(1, t('validation.required')));
    const fields = Object.fromEntries(request.editable.map(({ code }) => [code, needed]));
    return z.object({ ...fields, why: z.string().check(z.maxLength(1000)) });
  }, [t, request.editable]);
  const values = Object.fromEntries(request.editable.map(({ code, value }) => [code, value]));
  return useRequestForm<Record<string, string>, ReviewedRequest>({
    schema,
    initialValues: { ...values, why: '' },
    fieldNames: Object.fromEntries(codes.map((code) => [`values.${code}`, code])),
    send: async (form) => {
      // Only what differs is sent: a new type brings its own leverage along.
      const changed = codes.filter((code) => form[code]?.trim() !== values[code]);
      try {
        return await correct({
          values: Object.fromEntries(
            (changed.length > 0 ? changed : codes).map((code) => [code, form[code]?.trim() ?? '']),
          ),
          round: request.round,
          reason: form.why ?? '',
        });
      } catch (problem) {
        void refresh();
        throw problem;
      }
    },
    onSent,
  });
}

function Edit({ request, onClose }: Omit<EditDialogProps, 'opened'>) {
  const { t } = useTranslation('desk-approvals');
  const refresh = useRefreshRequests();
  const { form, onSubmit, busy, problem } = useEditForm(request, () => {
    toastDone(t('edit.done'));
    void refresh();
    onClose();
  });
  const decided = request.decisions.some(({ stands }) => stands);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {request.editable.map((field) => (
          <FieldInput key={field.code} field={field} {...form.getInputProps(field.code)} />
        ))}
        <TextInput
          label={t('edit.why')}
          description={t('restart.reason_hint')}
          {...form.getInputProps('why')}
        />
        {decided ? (
          <Alert color="yellow" icon={<IconInfoCircle size={18} />}>
            {t('edit.begins_anew')}
          </Alert>
        ) : null}
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('edit.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FieldInputProps {
  field: Field;
  value?: string;
  onChange?: (value: string) => void;
}

function FieldInput({ field, ...input }: FieldInputProps) {
  const { t } = useTranslation('desk-approvals');
  const words = useWords();
  const moneyText = useMoneyText();
  const label = words('fact', field.code);
  if (field.kind === 'choice') {
    return (
      <Select
        {...input}
        label={label}
        data={field.choices.map(({ value, label: name }) => ({ value, label: name }))}
        allowDeselect={false}
        onChange={(next) => input.onChange?.(next ?? '')}
      />
    );
  }
  const currency = field.currency ?? '';
  const most = field.maximum ? moneyText({ amount: field.maximum, currency }) : '';
  return (
    <AmountInput
      {...input}
      label={label}
      currency={currency}
      description={most ? t('edit.at_most', { amount: most }) : undefined}
    />
  );
}
