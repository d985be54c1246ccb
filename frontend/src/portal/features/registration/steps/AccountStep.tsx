/** The third step: the trading account that somebody wants. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OptionsView } from '@/api/portal';
import { AccountChoice } from '../../../records/AccountChoice';
import {
  chosenAccount,
  type OpeningValues,
  openingSchema,
  serverOf,
  settled,
} from '../../../records/openingChoice';
import type { Draft } from './draft';
import { StepFrame } from './StepFrame';
import type { StepProps } from './StepsFlow';
import { useStepForm } from './useStepForm';

export function AccountStep({ kept, offers, refusal, onBack, onNext }: StepProps) {
  const { t } = useTranslation('portal-registration');
  const { t: common } = useTranslation('common');
  const { options } = offers;
  const schema = useMemo(() => openingSchema(common, options), [common, options]);
  const { form, onSubmit } = useStepForm<OpeningValues>({
    schema,
    initialValues: valuesOf(options, kept.draft.account),
    refusal,
    nameOf: (field) => field.replace(/^account\./, ''),
    onTyped: (values) => kept.note({ account: chosenAccount(values, options) }),
    onNext: () => {
      kept.note({ account: chosenAccount(form.values, options) });
      onNext();
    },
  });
  return (
    <StepFrame
      title={t('steps.names.account')}
      text={t('steps.account_text')}
      problem={refusal}
      saving={kept.saving}
      onBack={onBack}
      onSubmit={onSubmit}
      next={t('steps.next')}
    >
      <AccountChoice options={options} form={form} />
    </StepFrame>
  );
}

/** What was chosen before, as far as it is still offered. */
function valuesOf(options: OptionsView, known: Draft['account']): OpeningValues {
  const server = serverOf(options, known?.server_id ?? '');
  const type = server?.account_types.find(({ id }) => id === known?.account_type_id);
  if (!known || !server || !type) {
    return { ...settled(options, server?.id ?? '', 'live'), agreements: [] };
  }
  return {
    server_id: server.id,
    kind: type.kind,
    account_type_id: type.id,
    leverage: type.leverage_visible ? String(known.leverage ?? type.default_leverage) : '',
    agreements: known.agreements.map(({ document }) => document),
  };
}
