/** The fields of an order for many accounts. */
import { Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readDecimal } from '@/shared/forms/decimalText';
import { NotifyFields } from '../../records/NotifyFields';
import { useTypeChoices } from '../../records/servers';
import { type AccountAction, type BulkValues, movesMoney } from './bulk';

interface BulkFieldsProps {
  action: AccountAction;
  values: BulkValues;
  onChange: (change: Partial<BulkValues>) => void;
}

const DECIMALS = 8;

export function BulkFields({ action, values, onChange }: BulkFieldsProps) {
  const { t } = useTranslation('desk-accounts');
  const types = useTypeChoices();
  const notify = (
    <NotifyFields value={values.notify} onChange={(value) => onChange({ notify: value })} />
  );
  if (movesMoney(action)) {
    return (
      <Stack gap="md">
        <TextInput
          label={t('bulk.amount')}
          description={t('bulk.amount_hint')}
          inputMode="decimal"
          withAsterisk
          value={values.amount}
          onChange={(event) => {
            const text = readDecimal(event.currentTarget.value, DECIMALS);
            if (text !== null) onChange({ amount: text });
          }}
        />
        <Textarea
          label={t('operate.comment')}
          description={t('operate.comment_hint')}
          withAsterisk
          autosize
          minRows={2}
          maxLength={500}
          value={values.comment}
          onChange={(event) => onChange({ comment: event.currentTarget.value })}
        />
        {notify}
      </Stack>
    );
  }
  switch (action) {
    case 'leverage':
      return (
        <Stack gap="md">
          <TextInput
            label={t('bulk.leverage')}
            leftSection={<Text size="sm">1:</Text>}
            inputMode="numeric"
            withAsterisk
            value={values.leverage}
            onChange={(event) => onChange({ leverage: event.currentTarget.value.trim() })}
          />
          {notify}
        </Stack>
      );
    case 'group':
      return (
        <TextInput
          label={t('bulk.group')}
          description={t('bulk.group_hint')}
          withAsterisk
          dir="ltr"
          maxLength={63}
          value={values.group}
          onChange={(event) => onChange({ group: event.currentTarget.value })}
        />
      );
    case 'type':
      return (
        <Select
          label={t('bulk.type')}
          description={t('bulk.type_hint')}
          data={types}
          searchable
          withAsterisk
          value={values.type || null}
          onChange={(type) => onChange({ type: type ?? '' })}
        />
      );
    default:
      return <AccessFields values={values} onChange={onChange} />;
  }
}

function AccessFields({ values, onChange }: Omit<BulkFieldsProps, 'action'>) {
  const { t } = useTranslation('desk-accounts');
  const choices = ['yes', 'no'].map((value) => ({ value, label: t(`bulk.right.${value}`) }));
  return (
    <Stack gap="md">
      <Select
        label={t('bulk.sign_in')}
        placeholder={t('bulk.right.as_it_is')}
        data={choices}
        clearable
        value={values.signIn || null}
        onChange={(signIn) => onChange({ signIn: signIn ?? '' })}
      />
      <Select
        label={t('bulk.trade')}
        placeholder={t('bulk.right.as_it_is')}
        data={choices}
        clearable
        value={values.trade || null}
        onChange={(trade) => onChange({ trade: trade ?? '' })}
      />
    </Stack>
  );
}
