/** All about one method: platform, words, currencies, whom it is for, fields; and its preview. */
import { Autocomplete, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { METHOD_ICONS, MethodIcon } from '@/shared/money/MethodIcon';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { AudienceFields } from './AudienceFields';
import { CurrenciesTable } from './CurrenciesTable';
import type { MethodCardProps } from './MethodCard';
import { MethodPreview } from './MethodPreview';
import { MethodTexts } from './MethodTexts';
import { asKind, KNOWN_PROVIDERS, type Method } from './methods';
import classes from './methods.module.css';

const FormDesigner = lazy(() =>
  import('../designer/FormDesigner').then((one) => ({ default: one.FormDesigner })),
);

/** Types whose answer is one text, or a file's id. */
const FIELD_TYPES = ['text', 'long_text', 'number', 'date', 'choice', 'country', 'file'] as const;

export function MethodForm(props: MethodCardProps) {
  const { method, onChange, disabled } = props;
  const { t } = useTranslation('desk-methods');
  const change = (part: Partial<Method>) => onChange({ ...method, ...part });
  return (
    <div className={classes.form}>
      <Basics {...props} />
      <MethodTexts method={method} change={change} disabled={disabled} />
      <CurrenciesTable
        value={method.currencies}
        onChange={(currencies) => change({ currencies })}
        disabled={disabled}
      />
      <Switch
        label={t('converts')}
        description={t('converts_hint')}
        checked={method.converts}
        disabled={disabled}
        onChange={(event) => change({ converts: event.currentTarget.checked })}
      />
      {method.returns_to === undefined ? null : (
        <TagsInput
          label={t('returns_to')}
          description={t('returns_to_hint')}
          value={method.returns_to}
          disabled={disabled}
          clearable={false}
          onChange={(returns_to) => change({ returns_to })}
        />
      )}
      <AudienceFields
        value={method.audience}
        onChange={(audience) => change({ audience })}
        disabled={disabled}
      />
      <div>
        <h3 className={classes.legend}>{t('fields')}</h3>
        <Suspense fallback={<LinesSkeleton />}>
          <FormDesigner
            value={{ fields: method.fields, groups: [] }}
            onChange={({ fields }) => change({ fields })}
            types={FIELD_TYPES}
            grouped={false}
            disabled={disabled}
          />
        </Suspense>
      </div>
      <MethodPreview method={method} />
    </div>
  );
}

function Basics({ method, kinds, isLasting, onChange, disabled }: MethodCardProps) {
  const { t } = useTranslation('desk-methods');
  const change = (part: Partial<Method>) => onChange({ ...method, ...part });
  const { language } = useLanguage();
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('id')}
        description={t('id_hint')}
        value={method.id}
        disabled={disabled || isLasting}
        maxLength={40}
        onChange={(event) => change({ id: event.currentTarget.value })}
      />
      <Select
        label={t('platform')}
        data={kinds.map((value) => ({ value, label: t(`platforms.${value}`, value) }))}
        allowDeselect={false}
        value={method.kind}
        disabled={disabled}
        onChange={(kind) =>
          onChange(asKind(method, kind ?? method.kind, { [language]: t('address') }))
        }
      />
      {method.kind === 'online' ? (
        <Autocomplete
          label={t('provider')}
          description={t('provider_hint')}
          data={[...KNOWN_PROVIDERS]}
          value={method.provider ?? ''}
          disabled={disabled}
          onChange={(provider) => change({ provider })}
        />
      ) : null}
      {method.kind === 'crypto' && method.route ? (
        <TextInput
          label={t('route')}
          description={t('route_hint')}
          value={method.route.method}
          disabled={disabled}
          onChange={(event) =>
            change({ route: { provider: 'btcpay', method: event.currentTarget.value.trim() } })
          }
        />
      ) : null}
      <Select
        label={t('icon')}
        data={METHOD_ICONS.map((value) => ({ value, label: t(`icons.${value}`) }))}
        leftSection={<MethodIcon icon={method.icon} size={18} />}
        allowDeselect={false}
        value={method.icon}
        disabled={disabled}
        onChange={(icon) => change({ icon: icon ?? method.icon })}
      />
    </div>
  );
}
