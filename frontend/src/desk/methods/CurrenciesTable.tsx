/** The currencies of a method, each with its limits, its fee and what decimals it can do. */
import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { exponentOf } from '@/shared/money/currencies';
import { replaced, without } from '../designer/design';
import { isCode, newTerms, problemOfTerms, type Terms } from './methods';
import classes from './methods.module.css';

export interface CurrenciesTableProps {
  value: readonly Terms[];
  onChange: (terms: Terms[]) => void;
  disabled?: boolean;
}

export function CurrenciesTable({ value, onChange, disabled }: CurrenciesTableProps) {
  const { t } = useTranslation('desk-methods');
  return (
    <div>
      <h3 className={classes.legend}>{t('currencies')}</h3>
      <p className={classes.soft}>{t('currencies_hint')}</p>
      {value.map((terms, place) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a currency changes while it is being typed
          key={place}
          terms={terms}
          all={value}
          onChange={(next) => onChange(replaced(value, place, next))}
          onRemove={() => onChange(without(value, place))}
          disabled={disabled}
        />
      ))}
      {disabled ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange([...value, newTerms('')])}
        >
          {t('add_currency')}
        </Button>
      )}
    </div>
  );
}

interface RowProps {
  terms: Terms;
  all: readonly Terms[];
  onChange: (terms: Terms) => void;
  onRemove: () => void;
  disabled?: boolean;
}

function Row({ terms, all, onChange, onRemove, disabled }: RowProps) {
  const { t } = useTranslation('desk-methods');
  const { fee } = terms;
  const problem = problemOfTerms(terms, all);
  const finest = isCode(terms.currency) ? exponentOf(terms.currency) : 18;
  const text = (label: string, shown: string, change: (text: string) => void) => (
    <TextInput
      label={label}
      value={shown}
      disabled={disabled}
      inputMode="decimal"
      onChange={(event) => change(event.currentTarget.value.trim())}
    />
  );
  return (
    <div className={classes.terms} data-broken={problem !== null || undefined}>
      {text(t('currency'), terms.currency, (currency) =>
        onChange({ ...terms, currency: currency.toUpperCase() }),
      )}
      {text(t('minimum'), terms.minimum, (minimum) => onChange({ ...terms, minimum }))}
      {text(t('maximum'), terms.maximum, (maximum) => onChange({ ...terms, maximum }))}
      {text(t('fee_percent'), fee.percent, (percent) =>
        onChange({ ...terms, fee: { ...fee, percent } }),
      )}
      {text(t('fee_cap'), fee.cap ?? '', (cap) =>
        onChange({ ...terms, fee: { ...fee, cap: cap || null } }),
      )}
      <NumberInput
        label={t('decimals')}
        placeholder={String(finest)}
        value={terms.decimals ?? ''}
        min={0}
        max={finest}
        allowDecimal={false}
        disabled={disabled}
        onChange={(next) =>
          onChange({ ...terms, decimals: typeof next === 'number' ? next : null })
        }
      />
      {disabled ? null : (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('remove_currency', { currency: terms.currency })}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
      {problem ? <p className={classes.problem}>{t(`terms_problems.${problem}`)}</p> : null}
    </div>
  );
}
