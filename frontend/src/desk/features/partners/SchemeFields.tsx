/** The rates of schemes: per symbol group what is paid, and for fixed ones the shares above. */
import { Button, Group, Select, Stack, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type BasicDraft, type Draft, newBasic, newRate, type RateDraft } from './drafts';
import { useFieldError } from './fieldErrors';
import { PassingFields } from './PassingFields';
import { usePlanChoices } from './plans';
import type { FieldsProps } from './RanksFields';
import { AmountsFields, RateAmount } from './RateAmounts';
import { RateRow } from './RateRow';

const CURRENCIES = ['usd', 'account'] as const;
const FREQUENCIES = ['real_time', 'daily'] as const;

function Currency({ draft, change }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  return (
    <Select
      label={t('currency')}
      description={t('currency_hint')}
      data={CURRENCIES.map((one) => ({ value: one, label: t(`currencies.${one}`) }))}
      allowDeselect={false}
      value={draft.currency}
      onChange={(value) => change({ currency: (value ?? 'usd') as Draft['currency'] })}
    />
  );
}

function Frequency({ draft, change }: FieldsProps) {
  const { t } = useTranslation('desk-partners');
  return (
    <Select
      label={t('frequency')}
      description={t('frequency_hint')}
      data={FREQUENCIES.map((one) => ({ value: one, label: t(`frequencies.${one}`) }))}
      allowDeselect={false}
      value={draft.frequency}
      onChange={(value) => change({ frequency: (value ?? 'real_time') as Draft['frequency'] })}
    />
  );
}

function AddRow({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('desk-partners');
  return (
    <Group>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
        {t('add_row')}
      </Button>
    </Group>
  );
}

export function FixedFields(props: FieldsProps) {
  const { draft, change, tiers } = props;
  const { t } = useTranslation('desk-partners');
  const structures = usePlanChoices('rank_structure');
  const errorAt = useFieldError();
  const put = (place: number, part: Partial<BasicDraft>) =>
    change({ basics: draft.basics.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  return (
    <Stack gap="md">
      <Select
        label={t('ranks')}
        data={structures}
        required
        error={errorAt('rank_structure_id')}
        value={draft.rank_structure_id || null}
        onChange={(value) => change({ rank_structure_id: value ?? '' })}
      />
      <Currency {...props} />
      <Frequency {...props} />
      {draft.basics.map((basic, place) => (
        <RateRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and their order counts
          key={place}
          number={place + 1}
          at={`basics.${place}`}
          rate={basic}
          types={['per_lot', 'spread', 'profit', 'platform_commission']}
          change={(part) => put(place, part)}
          onRemove={
            draft.basics.length > 1
              ? () => change({ basics: draft.basics.filter((_, at) => at !== place) })
              : undefined
          }
        >
          <AmountsFields
            at={`basics.${place}.amounts`}
            basic={basic}
            tiers={tiers}
            change={(part) => put(place, part)}
          />
        </RateRow>
      ))}
      <AddRow onClick={() => change({ basics: [...draft.basics, newBasic()] })} />
      <TagsInput
        label={t('overriding')}
        description={t('overriding_hint')}
        error={errorAt('overriding', true)}
        value={draft.overriding}
        onChange={(overriding) => change({ overriding })}
        allowDuplicates
      />
      <TagsInput
        label={t('same_rank')}
        description={t('same_rank_hint')}
        error={errorAt('same_rank', true)}
        value={draft.same_rank}
        onChange={(same_rank) => change({ same_rank })}
        allowDuplicates
      />
    </Stack>
  );
}

export function FlexibleFields(props: FieldsProps) {
  const { draft, change } = props;
  const put = (place: number, part: Partial<RateDraft>) =>
    change({ rates: draft.rates.map((one, at) => (at === place ? { ...one, ...part } : one)) });
  return (
    <Stack gap="md">
      <Currency {...props} />
      <Frequency {...props} />
      {draft.rates.map((rate, place) => (
        <RateRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and their order counts
          key={place}
          number={place + 1}
          at={`rates.${place}`}
          rate={rate}
          types={['per_lot', 'pip', 'profit', 'platform_commission']}
          change={(part) => put(place, part)}
          onRemove={
            draft.rates.length > 1
              ? () => change({ rates: draft.rates.filter((_, at) => at !== place) })
              : undefined
          }
        >
          <RateAmount
            at={`rates.${place}.amount`}
            rate={rate}
            change={(part) => put(place, part)}
          />
        </RateRow>
      ))}
      <AddRow onClick={() => change({ rates: [...draft.rates, newRate()] })} />
      <PassingFields {...props} />
    </Stack>
  );
}
