/** The amounts of a row: one per tier, one per level, or a single one. */
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BasicDraft, RateDraft } from './drafts';
import classes from './partners.module.css';

interface AmountsProps {
  basic: BasicDraft;
  tiers: readonly string[];
  change: (part: Partial<BasicDraft>) => void;
}

export function AmountsFields({ basic, tiers, change }: AmountsProps) {
  const { t } = useTranslation('desk-partners');
  const byRank = basic.structure === 'rank';
  const length = byRank ? tiers.length : Math.max(1, basic.amounts.length);
  const put = (place: number, text: string) =>
    change({
      amounts: Array.from({ length }, (_, at) => (at === place ? text : (basic.amounts[at] ?? ''))),
    });
  return (
    <Stack gap="sm">
      <Select
        label={t('structure')}
        data={(['rank', 'level'] as const).map((one) => ({
          value: one,
          label: t(`structures.${one}`),
        }))}
        allowDeselect={false}
        value={basic.structure}
        onChange={(value) => change({ structure: value === 'level' ? 'level' : 'rank' })}
      />
      {byRank && tiers.length === 0 ? (
        <span className={classes.soft}>{t('ranks_first')}</span>
      ) : null}
      <div className={classes.amounts}>
        {Array.from({ length }, (_, place) => (
          <TextInput
            // biome-ignore lint/suspicious/noArrayIndexKey: an amount is its place
            key={place}
            label={byRank ? tiers[place] : t('level_number', { number: place + 1 })}
            inputMode="decimal"
            dir="ltr"
            placeholder="0"
            value={basic.amounts[place] ?? ''}
            onChange={(event) => put(place, event.currentTarget.value)}
          />
        ))}
      </div>
      {byRank ? null : (
        <Group>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              change({
                amounts: [...Array.from({ length }, (_, at) => basic.amounts[at] ?? ''), ''],
              })
            }
            disabled={basic.amounts.length >= 30}
          >
            {t('add_level')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface RateAmountProps {
  rate: RateDraft;
  change: (part: Partial<RateDraft>) => void;
}

export function RateAmount({ rate, change }: RateAmountProps) {
  const { t } = useTranslation('desk-partners');
  return (
    <TextInput
      label={t(`amount_of.${rate.type}`)}
      inputMode="decimal"
      dir="ltr"
      value={rate.amount}
      onChange={(event) => change({ amount: event.currentTarget.value })}
    />
  );
}
