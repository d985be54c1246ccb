/** Where a new client belongs: owner, participants, group, referrer; and ids that staff may choose. */
import { MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BY_RULE, NOBODY, useGroupChoices, useOwnerChoices } from '../../records/choices';
import { useWords } from '../../records/words';
import type { NewClientFields } from './newClient';
import classes from './newcomers.module.css';

export function Belonging({ form }: { form: NewClientFields }) {
  const { t } = useTranslation('desk-newcomers');
  const words = useWords();
  const groups = useGroupChoices();
  const people = useOwnerChoices();
  return (
    <Stack gap="md">
      <Select
        label={words('fact', 'owner')}
        description={t('new.owner_hint')}
        data={[
          { value: BY_RULE, label: words('belonging', BY_RULE) },
          { value: NOBODY, label: words('belonging', NOBODY) },
          ...people,
        ]}
        searchable
        allowDeselect={false}
        {...form.getInputProps('owner')}
      />
      <MultiSelect
        label={words('fact', 'participants')}
        data={people}
        searchable
        maxValues={20}
        {...form.getInputProps('participants')}
      />
      <Select
        label={words('fact', 'group')}
        placeholder={words('belonging', 'group_default')}
        data={groups}
        clearable
        {...form.getInputProps('group_id')}
        value={form.values.group_id || null}
        onChange={(group) => form.setFieldValue('group_id', group ?? '')}
      />
      <TextInput
        label={words('fact', 'referrer')}
        description={t('new.referrer_hint')}
        maxLength={40}
        autoComplete="off"
        {...form.getInputProps('referrer')}
      />
      <div className={classes.pair}>
        <TextInput
          label={words('fact', 'client_id')}
          placeholder={t('new.drawn')}
          inputMode="numeric"
          maxLength={8}
          autoComplete="off"
          {...form.getInputProps('id')}
        />
        <TextInput
          label={words('fact', 'referral_code')}
          placeholder={t('new.drawn')}
          maxLength={16}
          autoComplete="off"
          {...form.getInputProps('referral_code')}
        />
      </div>
      <TextInput
        label={words('fact', 'source')}
        description={t('new.source_hint')}
        maxLength={80}
        autoComplete="off"
        {...form.getInputProps('source')}
      />
    </Stack>
  );
}
