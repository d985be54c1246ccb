/** What an order needs to know: an owner, people, a group, a kind, tags or a referrer. */
import {
  MultiSelect,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGroupChoices, useStaffChoices } from '../../records/choices';
import { useStatusChoices, useWords } from '../../records/words';
import type { BulkAction, BulkValues } from './bulk';
import { useTagChoices } from './choices';
import { MessageFields } from './MessageFields';

interface OrderFieldsProps {
  action: BulkAction;
  values: BulkValues;
  /** For many clients: participants and tags are added to or taken from what each has. */
  many: boolean;
  onChange: (change: Partial<BulkValues>) => void;
}

const KINDS = ['trader', 'ib'];

export function OrderFields(props: OrderFieldsProps) {
  const { t } = useTranslation('desk-clients');
  switch (props.action) {
    case 'participants':
    case 'tags':
      return <Many {...props} />;
    case 'referrer':
      return <Referrer {...props} />;
    case 'message':
      return <MessageFields {...props} />;
    case 'delete':
      return <Text size="sm">{t('bulk.delete_hint')}</Text>;
    default:
      return <One {...props} />;
  }
}

function One({ action, values, onChange }: OrderFieldsProps) {
  const { t } = useTranslation('desk-words');
  const people = useStaffChoices();
  const groups = useGroupChoices();
  const kinds = useStatusChoices(KINDS);
  const words = useWords();
  const data = { owner: people, group: groups, kind: kinds }[action as 'owner'] ?? [];
  return (
    <Select
      label={words('fact', action)}
      placeholder={action === 'owner' ? t('owners.none') : undefined}
      data={data}
      searchable={action === 'owner'}
      clearable={action === 'owner'}
      value={values.one || null}
      onChange={(one) => onChange({ one: one ?? '' })}
    />
  );
}

function Many({ action, values, many, onChange }: OrderFieldsProps) {
  const { t } = useTranslation('desk-clients');
  const words = useWords();
  const people = useStaffChoices();
  const tags = useTagChoices();
  const isTags = action === 'tags';
  const choices = isTags
    ? [
        { value: 'no', label: t('bulk.give') },
        { value: 'yes', label: t('bulk.take') },
      ]
    : [
        { value: 'no', label: t('bulk.add') },
        { value: 'yes', label: t('bulk.replace') },
      ];
  return (
    <Stack gap="sm">
      {many ? (
        <SegmentedControl
          aria-label={words('fact', isTags ? 'tags' : 'participants')}
          data={choices}
          value={values.other ? 'yes' : 'no'}
          onChange={(value) => onChange({ other: value === 'yes' })}
        />
      ) : null}
      <MultiSelect
        label={words('fact', isTags ? 'tags' : 'participants')}
        data={isTags ? tags : people}
        searchable
        maxValues={isTags ? 30 : 20}
        value={values.many}
        onChange={(chosen) => onChange({ many: chosen })}
      />
    </Stack>
  );
}

function Referrer({ values, onChange }: OrderFieldsProps) {
  const { t } = useTranslation('desk-clients');
  return (
    <Stack gap="sm">
      <TextInput
        label={t('new_referrer')}
        description={t('new_referrer_hint')}
        maxLength={40}
        value={values.one}
        onChange={(event) => onChange({ one: event.currentTarget.value })}
      />
      <Switch
        label={t('bring_downlines')}
        description={t('bring_downlines_hint')}
        checked={!values.other}
        onChange={(event) => onChange({ other: !event.currentTarget.checked })}
      />
    </Stack>
  );
}
