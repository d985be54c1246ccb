/** The symbols of a group, and the names under which a server trades them. */
import { ActionIcon, Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFieldError } from './fieldErrors';
import { useServerChoices } from './plans';
import type { FieldsProps } from './RanksFields';

export function GroupFields({ draft, change, tiers }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  const servers = useServerChoices();
  const errorAt = useFieldError();
  return (
    <>
      {servers.length > 0 ? (
        <Select
          label={t('server')}
          data={servers}
          required
          error={errorAt('server_id')}
          value={draft.server_id || null}
          onChange={(value) => change({ server_id: value ?? '' })}
        />
      ) : (
        <TextInput
          label={t('server')}
          required
          error={errorAt('server_id')}
          value={draft.server_id}
          onChange={(event) => change({ server_id: event.currentTarget.value })}
        />
      )}
      <TagsInput
        label={t('symbols')}
        description={t('tags_hint')}
        splitChars={[',', ' ']}
        required
        error={errorAt('symbols', true)}
        value={draft.symbols}
        onChange={(symbols) => change({ symbols })}
      />
      <TagsInput
        label={t('suffixes')}
        description={t('suffixes_hint')}
        splitChars={[',', ' ']}
        error={errorAt('suffixes', true)}
        value={draft.suffixes}
        onChange={(suffixes) => change({ suffixes })}
      />
      <Aliases draft={draft} change={change} tiers={tiers} />
    </>
  );
}

function Aliases({ draft, change }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  const errorAt = useFieldError();
  const put = (place: number, part: Partial<{ name: string; symbol: string }>) =>
    change({
      aliases: draft.aliases.map((one, at) => (at === place ? { ...one, ...part } : one)),
    });
  return (
    <Stack gap="sm">
      {draft.aliases.map((alias, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: while it is written an alias has no name
        <Group key={place} align="start" wrap="nowrap">
          <TextInput
            label={t('alias')}
            error={errorAt(`aliases.${place}.name`)}
            value={alias.name}
            onChange={(event) => put(place, { name: event.currentTarget.value })}
            flex={1}
          />
          <TextInput
            label={t('alias_of')}
            error={errorAt(`aliases.${place}.symbol`)}
            value={alias.symbol}
            onChange={(event) => put(place, { symbol: event.currentTarget.value })}
            flex={1}
          />
          <ActionIcon
            variant="default"
            size={36}
            mt="1.6rem"
            aria-label={t('remove_alias', { name: alias.name })}
            onClick={() => change({ aliases: draft.aliases.filter((_, at) => at !== place) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ aliases: [...draft.aliases, { name: '', symbol: '' }] })}
        >
          {t('add_alias')}
        </Button>
      </Group>
    </Stack>
  );
}
