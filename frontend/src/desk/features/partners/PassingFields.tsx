/** Whether an IB with this scheme may pass on of their rate, and within which limits. */
import { SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NO_PASSING, type PassingDraft } from './drafts';
import { useFieldError } from './fieldErrors';
import type { FieldsProps } from './RanksFields';

export function PassingFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  const errorAt = useFieldError();
  const { passing } = draft;
  const put = (part: Partial<PassingDraft>) =>
    change({ passing: { ...(passing ?? NO_PASSING), ...part } });
  return (
    <Stack gap="sm">
      <Switch
        label={t('passing.allowed')}
        description={t('passing.allowed_hint')}
        checked={passing !== null}
        onChange={(event) => change({ passing: event.currentTarget.checked ? NO_PASSING : null })}
      />
      {passing ? (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t('passing.most')}
              description={t('passing.most_hint')}
              error={errorAt('passing.most_percent')}
              inputMode="decimal"
              value={passing.most_percent}
              onChange={(event) => put({ most_percent: event.currentTarget.value })}
            />
            <TextInput
              label={t('passing.least')}
              description={t('passing.least_hint')}
              error={errorAt('passing.least_kept')}
              inputMode="decimal"
              value={passing.least_kept}
              onChange={(event) => put({ least_kept: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Switch
            label={t('passing.onward')}
            description={t('passing.onward_hint')}
            checked={passing.onward}
            onChange={(event) => put({ onward: event.currentTarget.checked })}
          />
        </>
      ) : null}
    </Stack>
  );
}
