/** What one tier asks: deposits by currency, own deposits, lots and active clients. */
import { ActionIcon, Button, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AmountInput } from '@/shared/forms/AmountInput';
import { readDecimal, settleDecimal } from '@/shared/forms/decimalText';
import type { GoalDraft, OwnDraft, TierDraft } from './draft';
import classes from './tiers.module.css';

const DECIMALS_OF_LOTS = 4;

interface FieldsProps {
  draft: TierDraft;
  locked: boolean;
  change: (part: Partial<TierDraft>) => void;
  errorAt: (field: string, within?: boolean) => string | undefined;
}

export function TierFields(props: FieldsProps) {
  const { draft, locked, change, errorAt } = props;
  const { t } = useTranslation('desk-tiers');
  const { t: words } = useTranslation('tiers');
  const amounts = draft.deposits.length + draft.own_deposits.length;
  return (
    <Stack gap="md">
      <Deposits {...props} />
      <OwnDeposits {...props} />
      {amounts > 1 ? (
        <Select
          label={t('joined')}
          data={(['and', 'or'] as const).map((one) => ({
            value: one,
            label: words(`joined.${one}`),
          }))}
          allowDeselect={false}
          disabled={locked}
          value={draft.joined}
          onChange={(value) => change({ joined: value === 'or' ? 'or' : 'and' })}
        />
      ) : null}
      <div className={classes.pair}>
        <TextInput
          label={t('lots')}
          inputMode="decimal"
          disabled={locked}
          error={errorAt('lots') ?? errorAt('')}
          value={draft.lots}
          onChange={(event) => {
            const text = readDecimal(event.currentTarget.value, DECIMALS_OF_LOTS);
            if (text !== null) change({ lots: text });
          }}
          onBlur={() => change({ lots: settleDecimal(draft.lots) })}
        />
        <NumberInput
          label={t('active_clients')}
          description={t('active_hint')}
          min={0}
          allowDecimal={false}
          disabled={locked}
          error={errorAt('active_clients')}
          value={draft.active_clients}
          onChange={(value) => change({ active_clients: String(value) })}
        />
      </div>
    </Stack>
  );
}

function Currency({
  value,
  locked,
  error,
  onChange,
}: {
  value: string;
  locked: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation('desk-tiers');
  return (
    <TextInput
      label={t('currency')}
      maxLength={5}
      disabled={locked}
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
    />
  );
}

function Remove({ onClick, label }: { onClick: () => void; label: string }) {
  return (
    <ActionIcon variant="default" size={36} mt="1.6rem" aria-label={label} onClick={onClick}>
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Group>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onClick}>
        {label}
      </Button>
    </Group>
  );
}

function Deposits({ draft, locked, change, errorAt }: FieldsProps) {
  const { t } = useTranslation('desk-tiers');
  const put = (place: number, part: Partial<GoalDraft>) =>
    change({
      deposits: draft.deposits.map((one, at) => (at === place ? { ...one, ...part } : one)),
    });
  return (
    <>
      {draft.deposits.map((goal, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name
        <div key={place} className={classes.goal}>
          <Currency
            value={goal.currency}
            locked={locked}
            error={
              errorAt(`deposits.${place}.currency`) ?? (place ? undefined : errorAt('deposits'))
            }
            onChange={(currency) => put(place, { currency })}
          />
          <AmountInput
            label={t('total')}
            currency={goal.currency}
            disabled={locked}
            error={errorAt(`deposits.${place}.total`)}
            value={goal.total}
            onChange={(total) => put(place, { total })}
          />
          <AmountInput
            label={t('per_branch')}
            currency={goal.currency}
            disabled={locked}
            error={errorAt(`deposits.${place}.per_branch`)}
            value={goal.per_branch}
            onChange={(per_branch) => put(place, { per_branch })}
          />
          {locked ? null : (
            <Remove
              label={t('remove_row')}
              onClick={() => change({ deposits: draft.deposits.filter((_, at) => at !== place) })}
            />
          )}
        </div>
      ))}
      {draft.deposits.length > 0 ? <p className={classes.soft}>{t('branch_hint')}</p> : null}
      {locked ? null : (
        <Add
          label={t('add_deposits')}
          onClick={() =>
            change({
              deposits: [...draft.deposits, { currency: 'USD', total: '', per_branch: '' }],
            })
          }
        />
      )}
    </>
  );
}

function OwnDeposits({ draft, locked, change, errorAt }: FieldsProps) {
  const { t } = useTranslation('desk-tiers');
  const put = (place: number, part: Partial<OwnDraft>) =>
    change({
      own_deposits: draft.own_deposits.map((one, at) => (at === place ? { ...one, ...part } : one)),
    });
  return (
    <>
      {draft.own_deposits.map((goal, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name
        <div key={place} className={classes.own}>
          <Currency
            value={goal.currency}
            locked={locked}
            error={
              errorAt(`own_deposits.${place}.currency`) ??
              (place ? undefined : errorAt('own_deposits'))
            }
            onChange={(currency) => put(place, { currency })}
          />
          <AmountInput
            label={t('own_amount')}
            currency={goal.currency}
            disabled={locked}
            error={errorAt(`own_deposits.${place}.amount`)}
            value={goal.amount}
            onChange={(amount) => put(place, { amount })}
          />
          {locked ? null : (
            <Remove
              label={t('remove_row')}
              onClick={() =>
                change({ own_deposits: draft.own_deposits.filter((_, at) => at !== place) })
              }
            />
          )}
        </div>
      ))}
      {locked ? null : (
        <Add
          label={t('add_own')}
          onClick={() =>
            change({ own_deposits: [...draft.own_deposits, { currency: 'USD', amount: '' }] })
          }
        />
      )}
    </>
  );
}
