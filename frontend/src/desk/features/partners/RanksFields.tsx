/** The tiers of a rank structure, the lowest first. */
import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './drafts';
import { useFieldError } from './fieldErrors';

export interface FieldsProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  tiers: readonly string[];
}

export function RanksFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  const errorAt = useFieldError();
  const put = (place: number, name: string) =>
    change({ tiers: draft.tiers.map((one, at) => (at === place ? name : one)) });
  return (
    <Stack gap="sm">
      {draft.tiers.map((tier, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place
        <Group key={place} align="start" wrap="nowrap">
          <TextInput
            label={t('tier_number', { number: place + 1 })}
            description={place === 0 ? t('lowest') : undefined}
            maxLength={60}
            error={errorAt(`tiers.${place}`) ?? (place === 0 ? errorAt('tiers') : undefined)}
            value={tier}
            onChange={(event) => put(place, event.currentTarget.value)}
            flex={1}
          />
          <ActionIcon
            variant="default"
            size={36}
            mt={place === 0 ? '2.6rem' : '1.6rem'}
            aria-label={t('remove_tier', { number: place + 1 })}
            disabled={draft.tiers.length === 1}
            onClick={() => change({ tiers: draft.tiers.filter((_, at) => at !== place) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ tiers: [...draft.tiers, ''] })}
        >
          {t('add_tier')}
        </Button>
      </Group>
    </Stack>
  );
}
