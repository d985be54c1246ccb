/** The amounts of a row: one per tier, one per level, or a single one. */
import { Button, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BasicDraft, RateDraft } from './drafts';
import { useFieldError } from './fieldErrors';
import classes from './partners.module.css';

interface AmountsProps {
  /** Where the amounts stand in the plan, as refusals name it. */
  at: string;
  basic: BasicDraft;
  tiers: readonly string[];
  change: (part: Partial<BasicDraft>) => void;
}

export function AmountsFields({ at, basic, tiers, change }: AmountsProps) {
  const { t } = useTranslation('desk-partners');
  const errorAt = useFieldError();
  const whole = errorAt(at);
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
            error={errorAt(`${at}.${place}`) ?? Boolean(whole)}
            value={basic.amounts[place] ?? ''}
            onChange={(event) => put(place, event.currentTarget.value)}
          />
        ))}
      </div>
      {whole ? <Input.Error>{whole}</Input.Error> : null}
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
  at: string;
  rate: RateDraft;
  change: (part: Partial<RateDraft>) => void;
}

export function RateAmount({ at, rate, change }: RateAmountProps) {
  const { t } = useTranslation('desk-partners');
  const errorAt = useFieldError();
  return (
    <TextInput
      label={t(`amount_of.${rate.type}`)}
      inputMode="decimal"
      dir="ltr"
      error={errorAt(at)}
      value={rate.amount}
      onChange={(event) => change({ amount: event.currentTarget.value })}
    />
  );
}
