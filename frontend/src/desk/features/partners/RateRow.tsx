/** One row of a scheme: for which symbols and groups, and what the rate is of. */
import { Button, Group, Select, Stack, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rates } from './drafts';
import { useFieldError } from './fieldErrors';
import classes from './partners.module.css';
import { usePlanChoices } from './plans';

interface Rate {
  symbol_group_id: string;
  type: Rates;
  platform_groups: string[];
}

interface RateRowProps {
  number: number;
  /** Where the row stands in the plan, as refusals name it. */
  at: string;
  rate: Rate;
  types: readonly Rates[];
  change: (part: Partial<Rate>) => void;
  onRemove?: (() => void) | undefined;
  children: ReactNode;
}

export function RateRow({ number, at, rate, types, change, onRemove, children }: RateRowProps) {
  const { t } = useTranslation('desk-partners');
  const groups = usePlanChoices('symbol_group');
  const errorAt = useFieldError();
  return (
    <section className={classes.row} aria-label={t('row', { number })}>
      <Stack gap="sm">
        <Group justify="space-between">
          <strong>{t('row', { number })}</strong>
          {onRemove ? (
            <Button variant="subtle" color="red" size="compact-sm" onClick={onRemove}>
              {t('remove_row')}
            </Button>
          ) : null}
        </Group>
        <Group grow align="start" preventGrowOverflow={false}>
          <Select
            label={t('symbol_group')}
            data={groups}
            required
            error={errorAt(`${at}.symbol_group_id`)}
            value={rate.symbol_group_id || null}
            onChange={(value) => change({ symbol_group_id: value ?? '' })}
          />
          <Select
            label={t('type')}
            data={types.map((one) => ({ value: one, label: t(`types.${one}`) }))}
            allowDeselect={false}
            value={rate.type}
            onChange={(value) => change({ type: (value ?? 'per_lot') as Rates })}
          />
        </Group>
        <TagsInput
          label={t('platform_groups')}
          description={t('platform_groups_hint')}
          error={errorAt(`${at}.platform_groups`, true)}
          value={rate.platform_groups}
          onChange={(platform_groups) => change({ platform_groups })}
        />
        {children}
      </Stack>
    </section>
  );
}
