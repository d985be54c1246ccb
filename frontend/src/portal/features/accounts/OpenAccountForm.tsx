/** The form for a new trading account. */
import '@mantine/core/styles/RadioCard.layer.css';
import '@mantine/core/styles/RadioIndicator.layer.css';
import { Alert, Button, Radio, SegmentedControl, Select, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountTypeView, ApplicationView, OptionsView } from '@/api/portal';
import { listAccountOptionsQueryKey } from '@/api/portal/@tanstack/react-query.gen';
import { FormProblem } from '@/shared/forms/FormProblem';
import { LeaveGuard } from '@/shared/forms/LeaveGuard';
import { useRequestForm } from '@/shared/forms/useRequestForm';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { useMoneyText } from '@/shared/money/Amount';
import { signOf } from '@/shared/money/money';
import { useSearchTexts } from '@/shared/router/useSearchTexts';
import { toastDone } from '@/shared/ui/toast';
import { Agreements } from '../../records/Agreements';
import type { AccountKind } from '../../records/queries';
import classes from './accounts.module.css';
import {
  ask,
  leftOf,
  type OpeningValues,
  openingSchema,
  serverOf,
  settled,
  typesOf,
  withType,
} from './opening';

export function OpenAccountForm({ options }: { options: OptionsView }) {
  const { t } = useTranslation('portal-accounts');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [{ kind: wanted }] = useSearchTexts();
  const first = options.servers[0]?.id ?? '';
  const schema = useMemo(() => openingSchema(common, options), [common, options]);
  const initialValues = useMemo<OpeningValues>(
    () => ({ ...settled(options, first, wanted === 'demo' ? 'demo' : 'live'), agreements: [] }),
    [options, first, wanted],
  );
  const { form, onSubmit, busy, problem, unsent } = useRequestForm<OpeningValues, ApplicationView>({
    schema,
    initialValues,
    send: (values, key) => ask(values, options, key),
    onSent: (request) => {
      toastDone(request.status === 'approved' ? t('open.opened') : t('open.sent'));
      void queries.invalidateQueries({ queryKey: listAccountOptionsQueryKey() });
      void navigate({ to: `/funds/requests/${request.id}`, ignoreBlocker: true });
    },
  });
  const { values } = form;
  const types = typesOf(options, values.server_id, values.kind);
  const type = types.find((one) => one.id === values.account_type_id);
  const left = leftOf(options, values.kind);
  return (
    <form onSubmit={onSubmit} noValidate>
      <LeaveGuard when={unsent && !busy} />
      <Stack gap="lg">
        {options.servers.length > 1 ? (
          <Select
            label={t('open.server')}
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
            label={t('open.leverage')}
            description={t('open.leverage_hint')}
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
        {left > 0 ? null : <Alert color="yellow">{t(`open.no_more_${values.kind}`)}</Alert>}
        <FormProblem problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={left <= 0 || !type}>
          {t('open.submit')}
        </Button>
      </Stack>
    </form>
  );
}

interface KindChoiceProps {
  kinds: readonly AccountKind[];
  value: AccountKind;
  onChange: (kind: AccountKind) => void;
}

function KindChoice({ kinds, value, onChange }: KindChoiceProps) {
  const { t } = useTranslation('portal-accounts');
  if (kinds.length < 2) return null;
  return (
    <SegmentedControl
      fullWidth
      aria-label={t('open.kind')}
      data={kinds.map((kind) => ({ value: kind, label: t(`list.${kind}`) }))}
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
  const { t } = useTranslation('portal-accounts');
  const { language } = useLanguage();
  const moneyText = useMoneyText();
  const choose = (id: string) => {
    const chosen = types.find((one) => one.id === id);
    if (chosen) onChange(chosen);
  };
  return (
    <Radio.Group label={t('open.type')} value={value} onChange={choose} error={error}>
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
                ? t('open.min_deposit', {
                    currency: type.currency,
                    amount: moneyText(type.min_deposit),
                  })
                : t('open.in_currency', { currency: type.currency })}
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  );
}
