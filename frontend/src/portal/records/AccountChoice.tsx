/** Choosing a trading account: server, kind, type, leverage, and the agreements that go with it. */
import '@mantine/core/styles/RadioCard.layer.css';
import '@mantine/core/styles/RadioIndicator.layer.css';
import { Radio, SegmentedControl, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { AccountTypeView, OptionsView } from '@/api/portal';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import classes from './AccountChoice.module.css';
import { Agreements } from './Agreements';
import { type OpeningValues, serverOf, settled, typesOf, withType } from './openingChoice';
import type { AccountKind } from './queries';

export interface AccountChoiceProps {
  options: OptionsView;
  form: UseFormReturnType<OpeningValues>;
}

export function AccountChoice({ options, form }: AccountChoiceProps) {
  const { t } = useTranslation('portal-records');
  const { values } = form;
  const first = options.servers[0]?.id ?? '';
  const types = typesOf(options, values.server_id, values.kind);
  const type = types.find((one) => one.id === values.account_type_id);
  return (
    <>
      {options.servers.length > 1 ? (
        <Select
          label={t('account_choice.server')}
          data={options.servers.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps('server_id')}
          onChange={(id) => form.setValues(settled(options, id ?? first, values.kind))}
        />
      ) : null}
      <KindChoice
        kinds={serverOf(options, values.server_id)?.kinds ?? []}
        value={values.kind}
        onChange={(kind) => form.setValues(settled(options, values.server_id, kind))}
      />
      <TypeChoice
        types={types}
        value={values.account_type_id}
        error={form.errors.account_type_id ? String(form.errors.account_type_id) : undefined}
        onChange={(chosen) => form.setValues(withType(chosen))}
      />
      {type?.leverage_visible ? (
        <Select
          label={t('account_choice.leverage')}
          description={t('account_choice.leverage_hint')}
          data={type.leverages.map((one) => ({
            value: String(one),
            label: `\u20661:${one}\u2069`,
          }))}
          allowDeselect={false}
          maw="16rem"
          {...form.getInputProps('leverage')}
        />
      ) : null}
      {options.agreements.length > 0 ? (
        <Agreements
          agreements={options.agreements}
          value={values.agreements}
          onChange={(documents) => form.setFieldValue('agreements', documents)}
          error={form.errors.agreements ? String(form.errors.agreements) : undefined}
        />
      ) : null}
    </>
  );
}

interface KindChoiceProps {
  kinds: readonly AccountKind[];
  value: AccountKind;
  onChange: (kind: AccountKind) => void;
}

function KindChoice({ kinds, value, onChange }: KindChoiceProps) {
  const { t } = useTranslation('portal-records');
  if (kinds.length < 2) return null;
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('account_choice.kind')}
      data={kinds.map((kind) => ({ value: kind, label: t(`account_choice.${kind}`) }))}
      value={value}
      onChange={(kind) => onChange(kind as AccountKind)}
    />
  );
}

interface TypeChoiceProps {
  types: readonly AccountTypeView[];
  value: string;
  error?: string;
  onChange: (type: AccountTypeView) => void;
}

function TypeChoice({ types, value, error, onChange }: TypeChoiceProps) {
  const { t } = useTranslation('portal-records');
  const { language } = useLanguage();
  const moneyText = useMoneyText();
  const choose = (id: string) => {
    const chosen = types.find((one) => one.id === id);
    if (chosen) onChange(chosen);
  };
  return (
    <Radio.Group label={t('account_choice.type')} value={value} onChange={choose} error={error}>
      <div className={classes.choices}>
        {types.map((type) => (
          <Radio.Card key={type.id} value={type.id} className={classes.choice}>
            <span className={classes.choiceHead}>
              <Radio.Indicator />
              {pickText(type.name, language)}
            </span>
            {pickText(type.description, language) ? (
              <span className={classes.choiceText}>{pickText(type.description, language)}</span>
            ) : null}
            <span className={classes.choiceText}>
              {signOf(type.min_deposit) > 0
                ? t('account_choice.min_deposit', {
                    currency: type.currency,
                    amount: moneyText(type.min_deposit),
                  })
                : t('account_choice.in_currency', { currency: type.currency })}
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
